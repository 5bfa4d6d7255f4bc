/** The host on the generated routes, without a Jakarta REST runtime. */
@NullMarked
package io.customersession.stub.host.routes;

import org.jspecify.annotations.NullMarked;
