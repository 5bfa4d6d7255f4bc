/** What serves the resources over HTTP, and the seam at which hosts differ. */
@NullMarked
package io.customersession.stub.host;

import org.jspecify.annotations.NullMarked;
