/** The server of generated stubs, on the HTTP server of the JDK. */
@NullMarked
package io.customersession.contract.stub;

import org.jspecify.annotations.NullMarked;
