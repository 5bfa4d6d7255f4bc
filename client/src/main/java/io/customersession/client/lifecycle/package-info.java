/** Which moves between states are tried at all. */
@NullMarked
package io.customersession.client.lifecycle;

import org.jspecify.annotations.NullMarked;
