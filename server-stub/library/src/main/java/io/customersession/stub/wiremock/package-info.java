/**
 * The stub inside a WireMock server, beside a partner's own stub mappings. WireMock 3 has to be on
 * the class path, as {@code wiremock} or as {@code wiremock-standalone}.
 *
 * <pre>{@code
 * CustomerSessionExtension api = new CustomerSessionExtension();
 * WireMockServer server =
 *     new WireMockServer(wireMockConfig().dynamicPort().extensions(api));
 * server.start();
 *
 * // Every update is handled, but its response is lost.
 * server.stubFor(
 *     put(urlPathTemplate("/v2/customer_sessions/{order}"))
 *         .willReturn(customerSessionApi().withFault(Fault.CONNECTION_RESET_BY_PEER)));
 * }</pre>
 */
@NullMarked
package io.customersession.stub.wiremock;

import org.jspecify.annotations.NullMarked;
