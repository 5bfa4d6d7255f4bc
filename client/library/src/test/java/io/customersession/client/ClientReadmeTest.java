package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.customersession.client.api.ApiOperation;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.validation.RequestValidator;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.lifecycle.TransitionRule;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpMetricsEventListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

/** The code in client/README.md runs, and its tables are complete. */
class ClientReadmeTest {
  private static final Path MAIN = Path.of("src/main/java/io/customersession/client");

  @Test
  void snippet_runs() {
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      String baseUrl = stub.url();
      // snippet
      try (CustomerSessions sessions =
          CustomerSessions.builder().baseUrl(baseUrl).apiKey("secret").build()) {
        CartItem mugs =
            CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
        sessions.update(
            "order-1", SessionChange.builder().profileId("jane").cartItems(List.of(mugs)).build());

        CustomerSessionV2 closed = sessions.close("order-1").getCustomerSession();
        try {
          sessions.update(
              "order-1",
              SessionChange.builder().profileId("joe").build(),
              RequestOptions.builder().lastSeen(closed).build());
        } catch (IllegalTransitionException e) {
          assertThat(e.allowed()).containsExactly(SessionState.CANCELLED); // nothing was sent
        }
      }
      // end
    }
  }

  @Test
  void snippet_changes_areApplied() {
    try (CustomerSessionStub stub = CustomerSessionStub.start();
        CustomerSessions sessions =
            CustomerSessions.builder().baseUrl(stub.url()).apiKey("secret").build()) {
      CartItem mugs =
          CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
      sessions.update("order-1", SessionChange.builder().cartItems(List.of(mugs)).build());
      // snippet
      sessions.update("order-1", SessionChange.builder().clearCouponCodes().build()); // []
      sessions.update("order-1", SessionChange.builder().attribute("vip", true).build());
      sessions.update("order-1", SessionChange.builder().removeAttribute("vip").build());
      sessions.close("order-1");
      ReturnedCartItem mug = ReturnedCartItem.builder().sku("mug").quantity(1).build();
      sessions.returnItems("order-1", List.of(mug));
      sessions.cancel("order-1");
      // end
      assertThat(sessions.get("order-1").getCustomerSession().getState())
          .isSameAs(SessionState.CANCELLED);
    }
  }

  @Test
  void snippet_views_readTheSameSession() {
    try (CustomerSessionStub stub = CustomerSessionStub.start();
        CustomerSessions sessions =
            CustomerSessions.builder().baseUrl(stub.url()).apiKey("secret").build()) {
      sessions.update("order-1", SessionChange.builder().profileId("jane").build());
      // snippet
      ApiResponse<SessionWithEffects> response = sessions.withResponse().get("order-1");
      String requestId = response.header("X-Request-Id").orElse("none");

      CompletableFuture<SessionWithEffects> future = sessions.async().get("order-1");
      CustomerSession session = sessions.v1().get("order-1");
      // end
      assertThat(requestId).isNotEmpty();
      assertThat(future.join()).isEqualTo(response.value());
      assertThat(session.getProfileId()).isEqualTo("jane");
    }
  }

  @Test
  void snippet_validator_findsWhatIsWrong() {
    try (CustomerSessionStub stub = CustomerSessionStub.start();
        ValidatorFactory factory =
            Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()) {
      Validator validator = factory.getValidator();
      String baseUrl = stub.url();
      // snippet
      try (CustomerSessions sessions =
          CustomerSessions.builder()
              .baseUrl(baseUrl)
              .apiKey("secret")
              .requestValidator(RequestValidator.jakarta(validator))
              .build()) {
        CartItem nothing = CartItem.builder().sku("mug").quantity(0).build();
        try {
          sessions.update("order-1", SessionChange.builder().cartItems(List.of(nothing)).build());
        } catch (InvalidRequestException e) {
          ErrorEntry first = e.violations().get(0); // nothing was sent
          assertThat(first.getSource().getPointer())
              .isEqualTo("/customerSession/cartItems/0/quantity");
        }
      }
      // end
      assertThat(stub.journal().total()).isZero();
    }
  }

  @Test
  void snippet_micrometer_countsByTemplate() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    // snippet
    OkHttpClient http =
        new OkHttpClient.Builder()
            .eventListener(
                OkHttpMetricsEventListener.builder(registry, "customer.sessions")
                    .uriMapper(request -> request.tag(Operation.class).path())
                    .build())
            .build();
    // end
    callWith(http);

    assertThat(registry.get("customer.sessions").tag("status", "200").timer().count()).isEqualTo(1);
    assertThat(registry.get("customer.sessions").tag("status", "404").timer().count()).isEqualTo(1);
    assertThat(registry.getMeters())
        .allSatisfy(
            it ->
                assertThat(it.getId().getTag("uri"))
                    .isEqualTo(ApiOperation.GET_CUSTOMER_SESSION.path()));
  }

  @Test
  void snippet_openTelemetry_tracesEachAttempt() {
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    Tracer tracer = provider.get("shop");
    TextMapPropagator propagator = W3CTraceContextPropagator.getInstance();
    // snippet
    Interceptor traced =
        chain -> {
          Operation operation = chain.request().tag(Operation.class);
          Span span = tracer.spanBuilder(operation.id()).setSpanKind(SpanKind.CLIENT).startSpan();
          try (Scope scope = span.makeCurrent()) {
            Request.Builder request = chain.request().newBuilder();
            propagator.inject(Context.current(), request, Request.Builder::header);
            Response response = chain.proceed(request.build());
            span.setAttribute("http.response.status_code", response.code());
            return response;
          } catch (IOException e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
          } finally {
            span.end();
          }
        };
    OkHttpClient http = new OkHttpClient.Builder().addInterceptor(traced).build();
    // end
    List<RecordedExchange> exchanges = callWith(http);

    assertThat(spans.getFinishedSpanItems())
        .extracting(
            SpanData::getName,
            it -> it.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .containsExactly(tuple("getCustomerSession", 404L), tuple("getCustomerSession", 200L));
    assertThat(exchanges)
        .extracting(it -> it.headers().toString())
        .allSatisfy(it -> assertThat(it).containsIgnoringCase("traceparent"));
    provider.close();
  }

  /** Reads a session that does not exist, and then one that does. */
  private static List<RecordedExchange> callWith(OkHttpClient http) {
    try (CustomerSessionStub stub = CustomerSessionStub.start();
        CustomerSessions maker =
            CustomerSessions.builder().baseUrl(stub.url()).apiKey("secret").build();
        CustomerSessions sessions =
            CustomerSessions.builder()
                .baseUrl(stub.url())
                .apiKey("secret")
                .httpClient(http)
                .build()) {
      assertThatThrownBy(() -> sessions.get("jane")).isInstanceOf(SessionNotFoundException.class);
      maker.update("jane", SessionChange.builder().profileId("jane").build());
      sessions.get("jane");
      return stub.journal().find().operation("getCustomerSession").list();
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  @Test
  void readme_snippets_areTheOnesThatRun() throws IOException {
    String tests =
        Files.readString(Path.of("src/test/java/io/customersession/client/ClientReadmeTest.java"))
            // Needs libraries that this module does not have.
            + Files.readString(
                Path.of(
                    "../spring-boot/src/test/java/io/customersession/client/spring/SpringBootReadmeTest.java"));
    List<String> run = all(tests, "\n *// snippet\n(.*?)\n+ *// end\n");
    // A whole class, with its imports.
    run.addAll(
        all(Files.readString(Path.of("src/test/java/shop/CartPrice.java")), "package shop;(.*)"));

    assertThat(all(readme(), "```java\n(.*?)```"))
        .hasSize(8)
        .map(SnippetImportsTest::withoutImports)
        .containsExactlyInAnyOrderElementsOf(
            run.stream().map(SnippetImportsTest::withoutImports).toList());
  }

  @Test
  void readme_messages_areThoseOfTheClient() throws IOException {
    CartItem none = CartItem.builder().sku("mug").quantity(0).build();
    CartItem mug = CartItem.builder().sku("mug").quantity(1).build();
    List<String> messages = new ArrayList<>();
    Fixtures account =
        Fixtures.builder()
            .attributes(Entity.SESSION, Attribute.of("vip", AttributeType.BOOLEAN))
            .build();
    TransitionRule closesNone =
        move ->
            move.to().value().equals("closed")
                ? Optional.of("A session with a coupon needs an identifier before it is closed.")
                : Optional.empty();
    try (CustomerSessionStub stub =
            CustomerSessionStub.builder().fixtures(account).transitionRule(closesNone).start();
        CustomerSessions sessions = withoutRetries(stub)) {
      SessionChange invalid =
          SessionChange.builder().cartItems(List.of(none)).attribute("vip", "yes").build();
      messages.add(messageOf(() -> sessions.update("order-1", invalid)));
      sessions.update("order-1", SessionChange.builder().cartItems(List.of(mug)).build());
      messages.add(messageOf(() -> sessions.close("order-1")));
    }
    try (CustomerSessionStub stub = CustomerSessionStub.start();
        CustomerSessions sessions = withoutRetries(stub)) {
      stub.close();
      messages.add(
          messageOf(() -> sessions.close("order-1"))
              .replace(stub.url().replace("http://", ""), "localhost:8080"));
    }

    assertThat(all(readme(), "```\n(updateCustomer.*?)```"))
        .containsExactly(String.join("\n", messages));
  }

  private static CustomerSessions withoutRetries(CustomerSessionStub stub) {
    return CustomerSessions.builder()
        .baseUrl(stub.url())
        .apiKey("secret")
        .retryPolicy(RetryPolicy.none())
        .build();
  }

  private static String messageOf(Runnable call) {
    return String.valueOf(
        catchThrowableOfType(CustomerSessionException.class, call::run).getMessage());
  }

  @Test
  void readme_troubleshooting_hasReasonAndSolutionForEverySymptom() throws IOException {
    String[] symptoms = readme().split("\\*\\*Symptom:\\*\\*");

    assertThat(symptoms).hasSizeGreaterThan(5);
    assertThat(Arrays.stream(symptoms).skip(1))
        .allSatisfy(it -> assertThat(it).containsSubsequence("\n**Reason:** ", "\n**Solution:** "));
  }

  private static List<String> all(String text, String regex) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1).stripIndent().strip());
    }
    return found;
  }

  @Test
  void readme_tables_listEveryExceptionAndOption() throws IOException {
    String readme = readme();
    try (Stream<Path> errors = Files.list(MAIN.resolve("error"))) {
      errors
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Exception"))
          .forEach(name -> assertThat(readme).contains("`" + name + "`"));
    }
    for (Class<?> options : List.of(CustomerSessionsBuilder.class, RequestOptions.Builder.class)) {
      Arrays.stream(options.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()))
          .filter(method -> !method.isSynthetic())
          .map(Method::getName)
          .filter(name -> !name.equals("build"))
          .forEach(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }
}
