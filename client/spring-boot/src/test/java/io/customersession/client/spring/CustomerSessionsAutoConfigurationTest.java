package io.customersession.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.ClientListener;
import io.customersession.client.CustomerSessions;
import io.customersession.client.CustomerSessionsBuilder;
import io.customersession.client.SessionChange;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.stub.CustomerSessionStub;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The client that an application gets, against the stub. */
class CustomerSessionsAutoConfigurationTest {
  private CustomerSessionStub stub;
  private ApplicationContextRunner application;

  @BeforeEach
  void start() {
    stub = CustomerSessionStub.builder().apiKey("secret", 1).start();
    application =
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CustomerSessionsAutoConfiguration.class))
            .withPropertyValues(
                "customer-session.client.base-url=" + stub.url(),
                "customer-session.client.api-key=secret");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void client_baseUrlAndKey_reachTheServer() {
    application.run(
        context -> {
          CustomerSessions sessions = context.getBean(CustomerSessions.class);
          sessions.update("order-1", SessionChange.builder().profileId("jane").build());

          assertThat(sessions.get("order-1").getCustomerSession().getProfileId()).isEqualTo("jane");
          assertThat(stub.violations()).isEmpty();
        });
  }

  @Test
  void client_contextIsClosed_isClosed() {
    AtomicReference<CustomerSessions> client = new AtomicReference<>();
    application.run(context -> client.set(context.getBean(CustomerSessions.class)));

    assertThatThrownBy(() -> client.get().get("order-1")).isInstanceOf(TransportException.class);
    assertThat(stub.journal().exchanges()).isEmpty();
  }

  @Test
  void client_noBaseUrl_isAbsent() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(CustomerSessionsAutoConfiguration.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CustomerSessions.class));
  }

  @Test
  void client_applicationHasItsOwn_isAbsent() {
    try (CustomerSessions own = CustomerSessions.builder().baseUrl(stub.url()).build()) {
      application
          .withBean("own", CustomerSessions.class, () -> own)
          .run(context -> assertThat(context.getBean(CustomerSessions.class)).isSameAs(own));
    }
  }

  @Test
  void timeout_ofProperty_endsAnAttempt() {
    stub.world().faults().add(FaultRule.of(Fault.delay(Duration.ofMinutes(5))));
    application
        .withPropertyValues("customer-session.client.timeout=200ms")
        .withBean(
            CustomerSessionsBuilderCustomizer.class,
            () -> builder -> builder.retryPolicy(RetryPolicy.none()))
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(CustomerSessions.class).get("order-1"))
                    .isInstanceOf(TransportException.class)
                    .hasStackTraceContaining("InterruptedIOException"));
  }

  @Test
  void maxResponseSize_ofProperty_limitsResponses() {
    application
        .withPropertyValues("customer-session.client.max-response-size=10B")
        .run(
            context ->
                assertThatThrownBy(
                        () ->
                            context
                                .getBean(CustomerSessions.class)
                                .update("order-1", SessionChange.builder().build()))
                    .isInstanceOf(UndecodableResponseException.class));
  }

  @Test
  void deadline_zero_failsTheStartWithTheBuildersReason() {
    application
        .withPropertyValues("customer-session.client.deadline=0s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .rootCause()
                    .hasMessageContaining("deadline"));
  }

  @Test
  void customizers_ofTheApplication_areAppliedInTheirOrder() {
    List<String> order = new ArrayList<>();
    application
        .withBean(
            CustomerSessionsHttpClientCustomizer.class,
            () ->
                http -> {
                  order.add("http");
                  http.addInterceptor(
                      chain ->
                          chain.proceed(
                              chain.request().newBuilder().header("X-Shop", "mugs").build()));
                })
        .withBean(
            CustomerSessionsBuilderCustomizer.class,
            () ->
                builder ->
                    builder.listener(
                        new ClientListener() {
                          @Override
                          public void succeeded(
                              Operation operation, int attempt, int status, Duration duration) {
                            order.add(operation.id());
                          }
                        }))
        .run(
            context -> {
              context
                  .getBean(CustomerSessions.class)
                  .update("order-1", SessionChange.builder().build());

              assertThat(order).containsExactly("http", "updateCustomerSessionV2");
              assertThat(stub.journal().exchanges())
                  .singleElement()
                  .satisfies(
                      exchange ->
                          assertThat(exchange.headers()).containsEntry("X-Shop", List.of("mugs")));
            });
  }

  @Test
  void metrics_registryExists_timeEachAttemptByPathTemplate() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    stub.world().faults().add(FaultRule.of(Fault.status(503)).times(1));
    application
        .withBean(MeterRegistry.class, () -> registry)
        .run(
            context -> {
              context
                  .getBean(CustomerSessions.class)
                  .update("order-1", SessionChange.builder().build());

              assertThat(attempts(registry, "503")).isEqualTo(1);
              assertThat(attempts(registry, "200")).isEqualTo(1);
            });
  }

  private static long attempts(MeterRegistry registry, String status) {
    return registry
        .get("customer.sessions")
        .tag("uri", "/v2/customer_sessions/{customerSessionId}")
        .tag("status", status)
        .timer()
        .count();
  }

  @Test
  void metrics_noRegistry_areAbsent() {
    application.run(
        context -> {
          context
              .getBean(CustomerSessions.class)
              .update("order-1", SessionChange.builder().build());

          assertThat(context).doesNotHaveBean(MeterRegistry.class);
        });
  }

  @Test
  void metrics_noMicrometer_areAbsent() {
    application
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(
            context -> {
              context
                  .getBean(CustomerSessions.class)
                  .update("order-1", SessionChange.builder().build());

              assertThat(context).doesNotHaveBean(CustomerSessionsHttpClientCustomizer.class);
            });
  }

  @Test
  void properties_areThoseOfTheBuilder() {
    List<String> setters =
        Arrays.stream(CustomerSessionsBuilder.class.getMethods()).map(Method::getName).toList();

    assertThat(CustomerSessionsProperties.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .allMatch(setters::contains);
  }
}
