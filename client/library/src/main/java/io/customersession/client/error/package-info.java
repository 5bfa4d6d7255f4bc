/** Exceptions of the client, one per meaning, all unchecked. */
@NullMarked
package io.customersession.client.error;

import org.jspecify.annotations.NullMarked;
