package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/**
 * The API of the stub is recorded in {@code src/test/api/server-stub.txt}, and may only grow.
 * {@code mvn -pl server-stub/library -am test -Dtest=ApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true} records an intended change; its diff
 * is what a reviewer sees.
 */
class ApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(ApiTest.class, "server-stub"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
