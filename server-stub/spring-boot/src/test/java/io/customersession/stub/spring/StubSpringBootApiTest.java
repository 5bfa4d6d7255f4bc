package io.customersession.stub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/** The API is recorded in {@code src/test/api/stub-spring-boot.txt}, and may only grow. */
class StubSpringBootApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(StubSpringBootApiTest.class, "stub-spring-boot"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
