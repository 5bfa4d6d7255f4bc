/** The Jakarta REST host: a portable application, on Jersey and the JDK's HTTP server. */
@NullMarked
package io.customersession.stub.host.jersey;

import org.jspecify.annotations.NullMarked;
