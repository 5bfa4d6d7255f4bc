package io.customersession.stub.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/** The API is recorded in {@code src/test/api/stub-quarkus.txt}, and may only grow. */
class StubQuarkusApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(StubQuarkusApiTest.class, "stub-quarkus"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
