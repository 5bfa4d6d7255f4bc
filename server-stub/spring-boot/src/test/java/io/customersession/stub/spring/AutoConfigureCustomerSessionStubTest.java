package io.customersession.stub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.spring.Shop.Checkout;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/** What tests of an application get from the annotation. */
class AutoConfigureCustomerSessionStubTest {
  private static final List<CustomerSessionStub> SEEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @SpringBootTest(classes = Shop.class, webEnvironment = WebEnvironment.NONE)
  @AutoConfigureCustomerSessionStub(urlProperties = {"talon.url", "other.url"})
  @DirtiesContext
  static class Injected {
    @Autowired Checkout checkout;
    @Autowired CustomerSessionStub stub;

    @Test
    void application_callsTheStub(
        @Value("${customer-session.stub.url}") String url,
        @Value("${talon.url} ${other.url}") String others,
        CustomerSessionStub parameter,
        @Autowired CustomerSessionStub autowired,
        World world) {
      assertThat(checkout.url()).isEqualTo(url).isEqualTo(stub.url());
      assertThat(others).isEqualTo(url + " " + url);
      assertThat(parameter).isSameAs(stub).isSameAs(autowired);
      world.seed(SessionSeed.of("first"));
      assertThat(checkout.get("first")).isEqualTo(200);
    }

    @RepeatedTest(2)
    void eachTest_beginsWithAnEmptyStub() {
      assertThat(stub.journal().exchanges()).isEmpty();
      assertThat(checkout.put("second", "{}")).isEqualTo(200);
    }
  }

  @Test
  void annotation_startsAStub_injectsAndResetsIt() {
    run(Injected.class).assertStatistics(all -> all.started(3).succeeded(3));
  }

  @AutoConfigureCustomerSessionStub
  @SpringBootTest(classes = Shop.class, webEnvironment = WebEnvironment.NONE)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  @DirtiesContext
  static class Violating {
    @Autowired Checkout checkout;

    @Test
    @Order(1)
    void violates() {
      checkout.put("order-1", "{\"satte\":\"closed\"}");
    }

    @Test
    @Order(2)
    void violatesNothing() {
      checkout.put("order-1", "{\"state\":\"closed\"}");
    }

    @Test
    @Order(3)
    @ContractSeverity("unknown-property=off")
    void violatesWhatIsOff() {
      checkout.put("order-1", "{\"satte\":\"closed\"}");
    }
  }

  @Test
  void violation_failsTheTestThatCausedIt_only() {
    run(Violating.class)
        .assertStatistics(all -> all.succeeded(2).failed(1))
        .failed()
        .assertEventsMatchExactly(
            event(
                finishedWithFailure(
                    instanceOf(ContractViolationError.class),
                    message(text -> text.contains("/customerSession/satte")))));
  }

  @SpringBootTest(
      classes = Shop.class,
      webEnvironment = WebEnvironment.NONE,
      properties = {
        "customer-session.stub.strict=true",
        "customer-session.stub.maxSessions=1",
        "customer-session.stub.severity[0]=unknown-property=off",
        "customer-session.stub.severity[1]=unauthorized=off",
        "customer-session.stub.api-key=first,key=1 second-key=1",
        "customer-session.stub.fixtures=classpath:io/customersession/stub/account/example-fixtures.yaml",
        "customer-session.client.api-key=second-key"
      })
  @AutoConfigureCustomerSessionStub
  @DirtiesContext
  static class Configured {
    @Autowired Checkout checkout;
    @Autowired CustomerSessionStub stub;

    @Test
    void settings_areThoseOfTheEnvironment() {
      assertThat(checkout.put("order-1", "{\"satte\":\"closed\"}")).isEqualTo(400);
      assertThat(checkout.put("order-1", "{}")).isEqualTo(200);
      assertThat(checkout.put("order-2", "{}")).isEqualTo(507);
      assertThat(new Checkout(stub.url(), "first,key").get("order-1")).isEqualTo(200);
      assertThat(new Checkout(stub.url(), "third").get("order-1")).isEqualTo(401);
    }
  }

  @Test
  void properties_areTheSettingsOfTheStub() {
    run(Configured.class).assertStatistics(all -> all.succeeded(1).failed(0));
  }

  @SpringBootTest(
      classes = Shop.class,
      webEnvironment = WebEnvironment.NONE,
      properties = "customer-session.stub.strcit=true")
  @AutoConfigureCustomerSessionStub
  static class Misspelled {
    @Test
    void isNotReached() {}
  }

  @Test
  void property_unknown_failsTheTest() {
    run(Misspelled.class)
        .failed()
        .assertEventsMatchExactly(
            event(
                finishedWithFailure(
                    cause(
                        message(
                            "customer-session.stub.strcit is not a setting of the stub; did you"
                                + " mean \"customer-session.stub.strict\"?")))));
  }

  @SpringBootTest(classes = Shop.class, webEnvironment = WebEnvironment.NONE)
  @AutoConfigureCustomerSessionStub
  abstract static class Remembering {
    @Test
    void remembersTheStub(@Autowired CustomerSessionStub stub) {
      SEEN.add(stub);
    }
  }

  static class First extends Remembering {}

  /** Another context, whose stub has the same settings. */
  @SpringBootTest(
      classes = Shop.class,
      webEnvironment = WebEnvironment.NONE,
      properties = "shop.name=second")
  @DirtiesContext
  static class Second extends Remembering {}

  @SpringBootTest(
      classes = Shop.class,
      webEnvironment = WebEnvironment.NONE,
      properties = "customer-session.stub.max-sessions=7")
  @DirtiesContext
  static class Other extends Remembering {}

  @DirtiesContext
  static class Last extends Remembering {}

  @Test
  void contexts_withEqualSettings_shareAStubUntilTheLastIsClosed() {
    run(First.class, Second.class, Other.class);

    assertThat(SEEN).hasSize(3);
    assertThat(SEEN.get(1)).isSameAs(SEEN.get(0));
    assertThat(SEEN.get(2)).isNotSameAs(SEEN.get(0));
    assertThat(SEEN).extracting(CustomerSessionStub::isRunning).containsExactly(true, true, false);

    run(Last.class);

    assertThat(SEEN.get(3)).isSameAs(SEEN.get(0));
    assertThat(SEEN).noneMatch(CustomerSessionStub::isRunning);
    assertThat(SEEN).allMatch(stub -> isClosed(stub.port()));
  }

  @SpringBootTest(classes = Shop.class, webEnvironment = WebEnvironment.NONE)
  @AutoConfigureCustomerSessionStub
  @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
  static class Dirty {
    @RepeatedTest(2)
    void getsAStubOfItsOwn(@Autowired CustomerSessionStub stub, @Autowired Checkout checkout) {
      checkout.put("order-1", "{\"satte\":\"closed\"}");
      SEEN.add(stub);
    }
  }

  @Test
  void context_closedAfterEachTest_isJudgedAndClosed() {
    run(Dirty.class).assertStatistics(all -> all.started(2).failed(2));

    assertThat(SEEN).hasSize(2).doesNotHaveDuplicates().noneMatch(CustomerSessionStub::isRunning);
  }

  @SpringBootTest(
      classes = {Shop.class, Broken.class},
      webEnvironment = WebEnvironment.NONE)
  @AutoConfigureCustomerSessionStub
  static class Unstartable {
    @Test
    void isNotReached() {}
  }

  static class Broken {
    @Bean
    String broken(CustomerSessionStub stub) {
      SEEN.add(stub);
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void context_thatDoesNotStart_closesItsStub() {
    run(Unstartable.class).assertStatistics(all -> all.failed(1));

    assertThat(SEEN).singleElement().matches(stub -> !stub.isRunning());
  }

  private static Events run(Class<?>... classes) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(
            Arrays.stream(classes).map(each -> selectClass(each)).toArray(ClassSelector[]::new))
        .execute()
        .testEvents();
  }

  private static boolean isClosed(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }
}
