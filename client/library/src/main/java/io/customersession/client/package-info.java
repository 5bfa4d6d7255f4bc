/** The client of the customer session API. Start with {@link CustomerSessions}. */
@NullMarked
package io.customersession.client;

import org.jspecify.annotations.NullMarked;
