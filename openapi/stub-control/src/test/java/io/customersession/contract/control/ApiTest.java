package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/**
 * The API of the control API is recorded in {@code src/test/api/stub-control.txt}, and may only
 * grow. {@code mvn -pl openapi/stub-control -am test -Dtest=ApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true} records an intended change; its diff
 * is what a reviewer sees.
 */
class ApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(ApiTest.class, "stub-control"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
