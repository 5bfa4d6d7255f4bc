/**
 * A stateful stub of the customer session API, to embed in a test; start with {@link
 * CustomerSessionStub}.
 */
@NullMarked
package io.customersession.stub;

import org.jspecify.annotations.NullMarked;
