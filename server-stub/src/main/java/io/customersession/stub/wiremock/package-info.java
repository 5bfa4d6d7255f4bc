/** The stub inside a WireMock server, beside a partner's own stub mappings. */
@NullMarked
package io.customersession.stub.wiremock;

import org.jspecify.annotations.NullMarked;
