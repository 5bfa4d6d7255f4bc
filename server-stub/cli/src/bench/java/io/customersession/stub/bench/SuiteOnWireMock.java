package io.customersession.stub.bench;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The suite on WireMock by its JUnit extension. It resets everything before each test, or, with the
 * system property {@link #KEEPS_MAPPINGS}, only what differs from test to test: the least that a
 * reset can cost there.
 */
class SuiteOnWireMock extends SuiteOfTests {
  static final String KEEPS_MAPPINGS = "suite.mappings.kept";

  private static final boolean KEPT = Boolean.getBoolean(KEEPS_MAPPINGS);

  @RegisterExtension static final WireMockExtension SERVER = WireMockSessions.extension(!KEPT);

  @BeforeAll
  static void addMappingsOnce() {
    if (KEPT) {
      WireMockSessions.addMappings(SERVER);
    }
  }

  @BeforeEach
  void prepare() {
    if (KEPT) {
      SERVER.resetScenarios();
      SERVER.resetRequests();
    } else {
      WireMockSessions.addMappings(SERVER);
    }
  }

  @Override
  String url() {
    return SERVER.baseUrl();
  }

  @Override
  void seedPaidOrder(String order) {
    WireMockSessions.seedPaidOrder(SERVER);
  }

  @Override
  void verifyPayment(String order) {
    WireMockSessions.verifyPayment(SERVER, order);
  }

  @Override
  void verifyCancellation(String order) {
    WireMockSessions.verifyCancellation(SERVER, order);
  }
}
