/** When and how fast a call is repeated. */
@NullMarked
package io.customersession.client.retry;

import org.jspecify.annotations.NullMarked;
