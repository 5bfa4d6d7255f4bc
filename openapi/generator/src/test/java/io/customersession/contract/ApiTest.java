package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/**
 * The API of the generator and its commands is recorded in {@code src/test/api/generator.txt}, and
 * may only grow. {@code mvn -pl openapi/generator -am test -Dtest=ApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true} records an intended change; its diff
 * is what a reviewer sees.
 */
class ApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(ApiTest.class, "generator"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
