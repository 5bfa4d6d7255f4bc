package io.customersession.stub;

import io.customersession.stub.account.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One stub for the tests of a class, whose account is defined by fixtures with the key "shop". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FixturesScenario {
  private final Fixtures account;

  CustomerSessionStub stub;

  Api api;

  FixturesScenario(Fixtures account) {
    this.account = account;
  }

  @BeforeAll
  void start() {
    stub = Stubs.builder().fixtures(account).start();
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  @BeforeEach
  void reset() {
    stub.reset();
    api = with("ApiKey-v1", "shop");
  }

  Api with(String scheme, String key) {
    return new Api(stub).header("Authorization", scheme + " " + key);
  }
}
