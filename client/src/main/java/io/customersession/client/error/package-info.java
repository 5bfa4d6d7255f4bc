/** What can go wrong: one unchecked exception per meaning. */
@NullMarked
package io.customersession.client.error;

import org.jspecify.annotations.NullMarked;
