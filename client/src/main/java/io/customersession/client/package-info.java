/** The client of the customer session API; {@link CustomerSessions} is where to start. */
@NullMarked
package io.customersession.client;

import org.jspecify.annotations.NullMarked;
