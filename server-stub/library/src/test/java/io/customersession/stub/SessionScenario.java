package io.customersession.stub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A stub for one test, which can be replaced by one with other settings. */
abstract class SessionScenario {
  CustomerSessionStub stub;

  Api api;

  @BeforeEach
  void start() {
    use(Stubs.start());
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  void use(CustomerSessionStub other) {
    if (stub != null) {
      stub.close();
    }
    stub = other;
    api = new Api(stub);
  }
}
