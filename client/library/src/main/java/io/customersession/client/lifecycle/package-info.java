/** Checks of state transitions before they are sent. */
@NullMarked
package io.customersession.client.lifecycle;

import org.jspecify.annotations.NullMarked;
