/** The time as the stub tells it. */
@NullMarked
package io.customersession.contract.stub.time;

import org.jspecify.annotations.NullMarked;
