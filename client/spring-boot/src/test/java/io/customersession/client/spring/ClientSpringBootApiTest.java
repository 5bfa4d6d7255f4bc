package io.customersession.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/** The API is recorded in {@code src/test/api/client-spring-boot.txt}, and may only grow. */
class ClientSpringBootApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(ClientSpringBootApiTest.class, "client-spring-boot"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
