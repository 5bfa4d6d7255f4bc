/** What the stub adds to the control API: settings of its own, and sessions that tests seed. */
@NullMarked
package io.customersession.stub.control;

import org.jspecify.annotations.NullMarked;
