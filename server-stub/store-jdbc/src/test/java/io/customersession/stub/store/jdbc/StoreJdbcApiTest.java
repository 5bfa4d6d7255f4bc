package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.testing.PublicApi;
import org.junit.jupiter.api.Test;

/**
 * The API of the JDBC stores is recorded in {@code src/test/api/store-jdbc.txt}, and may only grow.
 * {@code mvn -pl server-stub/store-jdbc -am test -Dtest=StoreJdbcApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dapi.record=true} records an intended change; its diff
 * is what a reviewer sees.
 */
class StoreJdbcApiTest {
  @Test
  void api_hasEverythingThatIsRecorded() throws Exception {
    assertThat(PublicApi.changes(StoreJdbcApiTest.class, "store-jdbc"))
        .as("what breaks compiled code of users")
        .isEmpty();
  }
}
