package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.junit.CustomerSessionStubExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The JUnit extension with a store; the classes that it runs are below. */
class ExtensionOnSqliteTest {
  private static volatile String location;

  private static CustomerSessionStubExtension extension() {
    return CustomerSessionStubExtension.with(() -> CustomerSessionStub.builder().store(location));
  }

  private static int send(URI url, String method, String id) throws IOException {
    String body = method.equals("PUT") ? "{\"customerSession\":{}}" : null;
    return Requests.send(url, method, "/v2/customer_sessions/" + id, body).status();
  }

  private static void run(Class<?> tests, int number) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .assertStatistics(all -> all.started(number).succeeded(number));
  }

  @Test
  void sessions_outliveTheStubOfAClass_butNotATest(@TempDir Path folder) {
    location = "sqlite:" + folder.resolve("stub.db");

    run(Former.class, 1);
    run(Latter.class, 2);
  }

  static class Former {
    @RegisterExtension static final CustomerSessionStubExtension STUB = extension();

    @Test
    void storesASession(@StubUrl URI url) throws IOException {
      assertThat(send(url, "PUT", "of-a-test")).isEqualTo(200);
    }

    @AfterAll
    static void storesAnother(@StubUrl URI url) throws IOException {
      assertThat(send(url, "PUT", "of-the-class")).isEqualTo(200);
    }
  }

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Latter {
    @RegisterExtension static final CustomerSessionStubExtension STUB = extension();

    @Test
    @Order(1)
    void findsWhatNoResetHasDeleted(@StubUrl URI url) throws IOException {
      assertThat(send(url, "GET", "of-the-class")).isEqualTo(200);
      assertThat(send(url, "GET", "of-a-test")).isEqualTo(404);
    }

    @Test
    @Order(2)
    void findsNothingAfterATest(@StubUrl URI url) throws IOException {
      assertThat(send(url, "GET", "of-the-class")).isEqualTo(404);
    }
  }
}
