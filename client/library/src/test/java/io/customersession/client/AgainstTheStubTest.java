package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.error.ConflictException;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.error.TooManyRequestsException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UnauthorizedException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.error.UnexpectedStatusException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.stub.CustomerSessionStub;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error and fault of the stub, with every operation, blocking and asynchronous. */
final class AgainstTheStubTest {
  private static final CartItem MUG =
      CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
  private static final List<ReturnedCartItem> ONE_MUG =
      List.of(ReturnedCartItem.builder().sku("mug").quantity(1).build());
  private static final SessionChange CART =
      SessionChange.builder().profileId("jane").cartItems(List.of(MUG)).build();

  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private CustomerSessionStub stub;
  private CustomerSessions sessions;

  @AfterEach
  void stop() {
    sessions.close();
    stub.close();
  }

  private void start(CustomerSessionStub.Builder with) {
    stub = with.apiKey("cafe", 1).start();
    sessions =
        CustomerSessions.builder()
            .baseUrl(stub.url())
            .apiKey("cafe")
            .timeout(Duration.ofSeconds(20))
            .sleeper(waits::add)
            .build();
  }

  private void start() {
    start(CustomerSessionStub.builder());
  }

  /** One operation, blocking and asynchronous. */
  enum Operation {
    UPDATE(it -> it.update("s1", CART), it -> it.update("s1", CART).join()),
    GET(it -> it.get("s1"), it -> it.get("s1").join()),
    CLOSE(it -> it.close("s1"), it -> it.close("s1").join()),
    CANCEL(it -> it.cancel("s1"), it -> it.cancel("s1").join()),
    RETURN(it -> it.returnItems("s1", ONE_MUG), it -> it.returnItems("s1", ONE_MUG).join()),
    REOPEN(it -> it.reopen("s1"), it -> it.reopen("s1").join()),
    UPDATE_V1(
        it -> it.v1().update("s1", SessionChangeV1.builder().coupon("WELCOME").build()),
        it -> it.v1().update("s1", SessionChangeV1.builder().coupon("WELCOME").build()).join()),
    GET_V1(it -> it.v1().get("s1"), it -> it.v1().get("s1").join()),
    CLOSE_V1(it -> it.v1().close("s1"), it -> it.v1().close("s1").join()),
    CANCEL_V1(it -> it.v1().cancel("s1"), it -> it.v1().cancel("s1").join());

    private final Function<CustomerSessions, Object> waiting;
    private final Function<AsyncCustomerSessions, Object> async;

    Operation(
        Function<CustomerSessions, Object> waiting, Function<AsyncCustomerSessions, Object> async) {
      this.waiting = waiting;
      this.async = async;
    }

    Object call(CustomerSessions sessions, boolean waited) {
      if (waited) {
        return waiting.apply(sessions);
      }
      try {
        return async.apply(sessions.async());
      } catch (CompletionException e) {
        throw (RuntimeException) e.getCause();
      }
    }

    boolean leadsFromClosed() {
      return this == CANCEL || this == CANCEL_V1 || this == RETURN || this == REOPEN;
    }

    boolean reads() {
      return this == GET || this == GET_V1;
    }
  }

  private void prepareFor(Operation operation) {
    sessions.update("s1", CART);
    if (operation.leadsFromClosed()) {
      sessions.close("s1");
    }
  }

  static Stream<Arguments> everyCall() {
    return Stream.of(Operation.values())
        .flatMap(it -> Stream.of(Arguments.of(it, true), Arguments.of(it, false)));
  }

  private void once(Fault fault) {
    stub.world().faults().add(FaultRule.of(fault).times(1));
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void call_correctServer_succeeds(Operation operation, boolean waited) {
    start();
    prepareFor(operation);

    assertThat(operation.call(sessions, waited)).isNotNull();
    assertThat(waits).isEmpty();
    assertThat(stub.world().report().errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void call_everyPassingFault_isDoneInTheEnd(Operation operation, boolean waited) {
    start();
    for (Fault fault :
        List.of(
            Fault.drop(),
            Fault.dropAfter(),
            Fault.truncate(),
            Fault.conflict(),
            Fault.status(503),
            Fault.status(429, Duration.ofSeconds(2)))) {
      stub.reset();
      prepareFor(operation);
      SessionState before = sessions.get("s1").getCustomerSession().getState();
      // Only updates of sessions can conflict.
      if (fault.equals(Fault.conflict()) && !operation.name().matches("(UPDATE|CLOSE|CANCEL).*")) {
        continue;
      }
      once(fault);
      Object response = operation.call(sessions, waited);

      assertThat(response).as("%s after %s", operation, fault).isNotNull();
      assertThat(stub.world().faults().rules()).allMatch(rule -> rule.fired() == 1);
      SessionState after = sessions.get("s1").getCustomerSession().getState();
      assertThat(after.equals(before))
          .isEqualTo(operation.reads() || operation.name().startsWith("UPDATE"));
      if (response instanceof IntegrationState integration) {
        assertThat(integration.getSession().getState()).isEqualTo(after);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void call_malformedResponse_isReported(Operation operation, boolean waited) {
    start();
    prepareFor(operation);
    once(Fault.malformed());

    assertThat(catchThrowable(() -> operation.call(sessions, waited)))
        .isInstanceOf(UndecodableResponseException.class);
    assertThat(waits).isEmpty();
  }

  static Stream<Arguments> lastingFaults() {
    return Stream.of(
        Arguments.of(Fault.status(400), InvalidRequestException.class),
        Arguments.of(Fault.status(401), UnauthorizedException.class),
        Arguments.of(Fault.status(403), UnauthorizedException.class),
        Arguments.of(Fault.status(404), SessionNotFoundException.class),
        Arguments.of(Fault.status(405), UnexpectedStatusException.class),
        Arguments.of(Fault.status(408), UnexpectedStatusException.class),
        Arguments.of(Fault.status(409), ConflictException.class),
        Arguments.of(Fault.conflict(), ConflictException.class),
        Arguments.of(Fault.status(415), InvalidRequestException.class),
        Arguments.of(Fault.status(429), TooManyRequestsException.class),
        Arguments.of(Fault.status(500), ServerErrorException.class),
        Arguments.of(Fault.status(502), ServerErrorException.class),
        Arguments.of(Fault.status(503, Duration.ofSeconds(1)), ServerErrorException.class),
        Arguments.of(Fault.drop(), TransportException.class),
        Arguments.of(Fault.truncate(), TransportException.class));
  }

  @ParameterizedTest
  @MethodSource("lastingFaults")
  void update_lastingFault_isItsException(
      Fault fault, Class<? extends CustomerSessionException> meaning) {
    start();
    stub.world().faults().add(FaultRule.of(fault));

    assertThat(catchThrowable(() -> Operation.UPDATE.call(sessions, true)))
        .isExactlyInstanceOf(meaning);
    assertThat(catchThrowable(() -> Operation.UPDATE.call(sessions, false)))
        .isExactlyInstanceOf(meaning);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "UPDATE"})
  void call_lateResponse_endsAtTheTimeout(Operation operation) {
    start();
    prepareFor(operation);
    stub.world().faults().add(FaultRule.of(Fault.delay(Duration.ofSeconds(10))));
    RequestOptions brief =
        RequestOptions.builder().timeout(Duration.ofMillis(300)).maxRetries(0).build();

    assertThatThrownBy(() -> sessions.get("s1", brief)).isInstanceOf(TransportException.class);
    assertThatThrownBy(() -> sessions.async().update("s1", CART, brief).join())
        .hasCauseInstanceOf(TransportException.class);
  }

  @Test
  void update_bodyTooLarge_isInvalid() {
    start(CustomerSessionStub.builder().maxBodySize(20));

    assertThat(
            catchThrowableOfType(
                    InvalidRequestException.class, () -> Operation.UPDATE.call(sessions, true))
                .status())
        .isEqualTo(413);
  }

  @Test
  void update_storeFull_isAServerErrorAndNotRepeated() {
    start(CustomerSessionStub.builder().maxSessions(1));
    sessions.update("other", CART);

    assertThat(
            catchThrowableOfType(
                    ServerErrorException.class, () -> Operation.UPDATE.call(sessions, false))
                .status())
        .isEqualTo(507);
    assertThat(waits).isEmpty();
  }

  @Test
  void close_ruleOfTheServer_reportsItsReason() {
    start(
        CustomerSessionStub.builder()
            .transitionRule(
                move ->
                    move.to().value().equals("closed")
                        ? Optional.of("Shops are closed on Sundays.")
                        : Optional.empty()));
    sessions.update("s1", CART);

    assertThatThrownBy(() -> sessions.close("s1"))
        .isInstanceOfSatisfying(
            IllegalTransitionException.class,
            error ->
                assertThat(error.reasons())
                    .extracting(it -> it.getDetails())
                    .containsExactly("Shops are closed on Sundays."));
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "GET_V1", "RETURN", "REOPEN"})
  void call_unknownSession_isNotFound(Operation operation) {
    start();

    assertThatThrownBy(() -> operation.call(sessions, true))
        .isInstanceOf(SessionNotFoundException.class);
    assertThatThrownBy(() -> operation.call(sessions, false))
        .isInstanceOf(SessionNotFoundException.class);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"GET", "GET_V1"},
      mode = EnumSource.Mode.EXCLUDE)
  void call_cancelledSession_isAnIllegalTransition(Operation operation) {
    start();
    prepareFor(operation);
    sessions.cancel("s1");

    assertThatThrownBy(() -> operation.call(sessions, true))
        .isInstanceOfSatisfying(
            IllegalTransitionException.class,
            it -> {
              assertThat(it.from()).contains(SessionState.CANCELLED);
              assertThat(it.allowed()).isEmpty();
            });
    assertThatThrownBy(() -> operation.call(sessions, false))
        .isInstanceOf(IllegalTransitionException.class);
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void call_wrongKey_isUnauthorized(Operation operation, boolean waited) {
    start();
    try (CustomerSessions stranger =
        CustomerSessions.builder().baseUrl(stub.url()).apiKey("wrong").build()) {
      assertThatThrownBy(() -> operation.call(stranger, waited))
          .isInstanceOf(UnauthorizedException.class)
          .hasMessageNotContaining("wrong");
    }
  }

  @Test
  void id_tooLong_isInvalid() {
    start();

    assertThatThrownBy(() -> sessions.get("x".repeat(1_001)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void v1_change_distinguishesAbsentNullEmptyAndValue() {
    start();
    sessions
        .v1()
        .update(
            "s1",
            SessionChangeV1.builder()
                .profileId("jane")
                .coupon("WELCOME")
                .referral("friend")
                .cartItems(List.of(MUG))
                .identifiers(List.of("device-1"))
                .total(new BigDecimal("21.00"))
                .build());
    sessions
        .v1()
        .update(
            "s1",
            SessionChangeV1.builder().clearCoupon().clearIdentifiers().nullCartItems().build());

    assertThat(sessions.v1().get("s1"))
        .satisfies(
            stored -> {
              assertThat(stored.getProfileId()).isEqualTo("jane");
              assertThat(stored.getCoupon()).isEmpty();
              assertThat(stored.getReferral()).isEqualTo("friend");
              assertThat(stored.getCartItems()).hasSize(1);
              assertThat(stored.getIdentifiers()).isNullOrEmpty();
              assertThat(stored.getTotal()).isEqualByComparingTo("21");
            });
    assertThat(stub.world().report().errors()).isEmpty();
  }
}
