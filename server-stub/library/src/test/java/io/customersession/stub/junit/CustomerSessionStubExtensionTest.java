package io.customersession.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs test classes as JUnit does; they are below, where the build itself does not look for tests.
 */
class CustomerSessionStubExtensionTest extends ExtensionScenario {
  @Test
  void oneStubForAClass_resetBetweenTests_andStoppedInTheEnd() {
    Sequential.PORTS.clear();
    run(Sequential.class).testEvents().assertStatistics(all -> all.started(4).succeeded(4));
    assertThat(Sequential.PORTS).hasSize(1);
    int port = Sequential.PORTS.iterator().next();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> put("http://127.0.0.1:" + port, "s", "{}")))
        .isInstanceOf(java.net.ConnectException.class);
  }

  @CustomerSessionStubTest
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Sequential {
    static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private final String constructed;

    Sequential(@StubUrl String url) {
      constructed = url;
    }

    @BeforeAll
    static void all(CustomerSessionStub stub) {
      PORTS.add(stub.port());
    }

    @BeforeEach
    void each(CustomerSessionStub stub, @StubUrl URI url) {
      PORTS.add(stub.port());
      assertThat(url).hasToString(stub.url()).hasToString(constructed);
    }

    @RepeatedTest(2)
    void stub_isEmptyAtFirst(CustomerSessionStub stub, World world) throws IOException {
      assertThat(world).isSameAs(stub.world());
      assertThat(stub.journal().exchanges()).isEmpty();
      assertThat(put(constructed, "s", "{\"state\":\"closed\"}")).isEqualTo(200);
      assertThat(stub.journal().find().resource("s").expect(1)).hasSize(1);
    }

    @Nested
    class Inside {
      @Test
      @Order(1)
      void nestedTest_sharesTheStub(CustomerSessionStub stub) {
        assertThat(stub.journal().exchanges()).isEmpty();
        assertThat(PORTS).containsExactly(stub.port());
      }

      @Test
      @Order(2)
      void nestedTest_hasTheUrl(@StubUrl String url) throws IOException {
        assertThat(put(url, "s", "{}")).isEqualTo(200);
      }
    }
  }

  private static boolean isClosed(int port) {
    return org.assertj.core.api.Assertions.catchThrowable(
            () -> put("http://127.0.0.1:" + port, "s", "{}"))
        instanceof java.net.ConnectException;
  }

  @Test
  void url_beforeAnythingRuns_startsTheStubThatTheClassThenUses() {
    Early.url = Early.STUB.url();
    run(Early.class).testEvents().assertStatistics(all -> all.started(2).succeeded(2));
    assertThat(isClosed(URI.create(Early.url).getPort())).isTrue();
  }

  static class Early {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder);

    static String url = "";

    @RepeatedTest(2)
    void sameStub_resetBetweenTests(CustomerSessionStub stub, @StubUrl String injected)
        throws IOException {
      assertThat(injected).isEqualTo(url).isEqualTo(STUB.url());
      assertThat(STUB.stub()).isSameAs(stub);
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
      STUB.reset();
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
    }
  }

  /** A framework that reads the URL before the stub's own callbacks run, as Spring does. */
  static class ReadsUrlFirst
      implements org.junit.jupiter.api.extension.BeforeAllCallback,
          org.junit.jupiter.api.extension.TestInstancePostProcessor {
    static final List<String> URLS = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public void beforeAll(org.junit.jupiter.api.extension.ExtensionContext context) {
      URLS.add(Shared.STUB.url());
    }

    @Override
    public void postProcessTestInstance(
        Object instance, org.junit.jupiter.api.extension.ExtensionContext context) {
      URLS.add(Shared.STUB.url());
    }
  }

  @org.junit.jupiter.api.extension.ExtendWith(ReadsUrlFirst.class)
  abstract static class Shared {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder);

    @Test
    void usesTheUrlThatWasRead(CustomerSessionStub stub, @StubUrl String url) throws IOException {
      assertThat(ReadsUrlFirst.URLS.get(ReadsUrlFirst.URLS.size() - 1)).isEqualTo(url);
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
    }
  }

  static class SharedOne extends Shared {}

  static class SharedTwo extends Shared {}

  @Test
  void registeredInABaseClass_givesEachClassItsOwnStub() {
    ReadsUrlFirst.URLS.clear();
    run(SharedOne.class, SharedTwo.class)
        .testEvents()
        .assertStatistics(all -> all.started(2).succeeded(2));
    assertThat(Set.copyOf(ReadsUrlFirst.URLS))
        .hasSize(2)
        .allMatch(url -> isClosed(URI.create(url).getPort()));
  }

  abstract static class Across {
    static final Set<String> URLS = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder).acrossClasses();

    @RepeatedTest(2)
    void isResetAllTheSame(CustomerSessionStub stub) throws IOException {
      URLS.add(stub.url());
      assertThat(stub.journal().exchanges()).isEmpty();
      put(stub.url(), "s", "{}");
    }
  }

  static class AcrossOne extends Across {}

  static class AcrossTwo extends Across {}

  @Test
  void acrossClasses_keepsOneStub_untilAllTestsAreDone() {
    Across.URLS.clear();
    run(AcrossOne.class, AcrossTwo.class)
        .testEvents()
        .assertStatistics(all -> all.started(4).succeeded(4));
    assertThat(Across.URLS)
        .singleElement()
        .satisfies(url -> assertThat(isClosed(URI.create(url).getPort())).isTrue());
  }
}
