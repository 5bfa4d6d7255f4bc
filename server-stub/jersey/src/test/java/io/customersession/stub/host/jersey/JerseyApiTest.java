package io.customersession.stub.host.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/**
 * The API of the Jersey host is recorded in {@code src/test/api/jersey.txt}, and may only grow.
 * {@code mvn -pl server-stub/jersey -am test -Dtest=JerseyApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true} records an intended change; its diff
 * is what a reviewer sees.
 */
class JerseyApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(JerseyApiTest.class, "jersey"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
