/** The time as the stub tells it. */
@NullMarked
package io.customersession.stub.time;

import org.jspecify.annotations.NullMarked;
