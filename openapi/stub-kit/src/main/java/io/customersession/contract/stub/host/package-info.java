/** The HTTP server of the JDK as the host of a stub. */
@NullMarked
package io.customersession.contract.stub.host;

import org.jspecify.annotations.NullMarked;
