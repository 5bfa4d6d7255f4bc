/** The time that the stub shows. */
@NullMarked
package io.customersession.contract.stub.time;

import org.jspecify.annotations.NullMarked;
