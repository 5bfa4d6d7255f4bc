package io.customersession.stub;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A stub that invalid requests are sent to. */
abstract class BadInputScenario {
  static CustomerSessionStub stub;

  static Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.builder().maxBodySize(2_000_000).start();
    api = new Api(stub);
    api.putV2(
            "s",
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":1}],\"attributes\":{\"k\":1}}")
        .expect(200);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }
}
