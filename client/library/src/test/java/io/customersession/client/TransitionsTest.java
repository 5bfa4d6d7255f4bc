package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.ApiOperation;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.lifecycle.TransitionGuard;
import io.customersession.client.model.SessionState;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.lifecycle.TransitionRule;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transitions that the session's state does not allow. */
final class TransitionsTest extends StubbedScenario {
  @Test
  void reopen_openSession_reportsTheTransition() {
    sessions.update("s1", cart());
    IllegalTransitionException error =
        catchThrowableOfType(IllegalTransitionException.class, () -> sessions.reopen("s1"));

    assertThat(error.from()).contains(SessionState.OPEN);
    assertThat(error.to()).isSameAs(SessionState.OPEN);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.allowed()).isEmpty();
    assertThat(error.operation().id()).isEqualTo("reopenCustomerSession");
  }

  @Test
  void update_closedSession_reportsAllowedStates() {
    sessions.update("s1", cart());
    sessions.close("s1");
    IllegalTransitionException error =
        catchThrowableOfType(IllegalTransitionException.class, () -> sessions.update("s1", cart()));

    assertThat(error)
        .hasMessage(
            "updateCustomerSessionV2: 400, a session in state closed cannot be updated by this"
                + " operation; allowed: cancelled");
    assertThat(error.from()).contains(SessionState.CLOSED);
    assertThat(error.allowed()).containsExactly(SessionState.CANCELLED);
  }

  @Test
  void cancel_newSession_reportsInitialStates() {
    assertThatThrownBy(() -> sessions.cancel("new"))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage(
            "updateCustomerSessionV2: 400, a session cannot be created in state cancelled; allowed:"
                + " open, closed");
  }

  @Test
  void guard_knownState_rejectsWithoutACall() {
    sessions.update("s1", cart());
    sessions.cancel("s1");
    RequestOptions known = RequestOptions.builder().lastSeen(stored()).build();
    stub.close();
    IllegalTransitionException error =
        catchThrowableOfType(IllegalTransitionException.class, () -> sessions.close("s1", known));

    assertThat(error)
        .hasMessage(
            "updateCustomerSessionV2: transition from cancelled to closed is not allowed; allowed:"
                + " none");
    assertThat(error.status()).isZero();
    assertThat(error.response()).isEmpty();
    assertThatThrownBy(() -> sessions.update("s1", cart(), known))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> sessions.returnItems("s1", ONE_MUG, known))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> sessions.reopen("s1", known))
        .isInstanceOf(IllegalTransitionException.class);
  }

  @Test
  void rule_ofTheStub_isInTheMessage() {
    TransitionRule onlyGuests =
        move ->
            move.to().value().equals("closed")
                ? Optional.of("Only carts of guests\ncan be closed.")
                : Optional.empty();
    try (CustomerSessionStub strict =
            CustomerSessionStub.builder().transitionRule(onlyGuests).start();
        CustomerSessions ofStrict = client().baseUrl(strict.url()).build()) {
      ofStrict.update("s1", cart());
      IllegalTransitionException error =
          catchThrowableOfType(IllegalTransitionException.class, () -> ofStrict.close("s1"));

      assertThat(error)
          .hasMessage(
              "updateCustomerSessionV2: 400, the server rejected the transition from open to"
                  + " closed: Only carts of guests can be closed.");
      assertThat(error.reason()).contains("Only carts of guests can be closed.");
      assertThat(error.reasons()).hasSize(1);
      assertThat(error.allowed()).contains(SessionState.CLOSED);
      assertThatThrownBy(
              () ->
                  ofStrict
                      .v1()
                      .update("s1", SessionChangeV1.builder().state(SessionState.CLOSED).build()))
          .isInstanceOf(IllegalTransitionException.class)
          .hasMessageEndingWith(": Only carts of guests can be closed.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPEN | OPEN | the update in state open was rejected before the call: Not today.",
        "OPEN | CLOSED | the transition from open to closed was rejected before the call: Not"
            + " today.",
        "CLOSED | OPEN | the transition from closed to open was rejected before the call: Not"
            + " today.",
      })
  void guard_reason_isInTheMessage(String from, String to, String message) {
    IllegalTransitionException error =
        IllegalTransitionException.before(
            ApiOperation.UPDATE_CUSTOMER_SESSION_V2,
            SessionState.of(from.toLowerCase(Locale.ROOT)),
            SessionState.of(to.toLowerCase(Locale.ROOT)),
            " Not\r\n\ttoday. ");

    assertThat(error).hasMessage("updateCustomerSessionV2: " + message);
    assertThat(error.reason()).contains("Not today.");
    assertThat(error.reasons()).isEmpty();
  }

  @Test
  void guard_ofTheApp_rejectsWithItsReason() {
    TransitionGuard keepsOpenOrders =
        (from, to, operation) -> {
          if (to.equals(SessionState.CANCELLED)) {
            throw IllegalTransitionException.before(operation, from, to, "Refunds are closed.");
          }
        };
    try (CustomerSessions guarded = client().transitionGuard(keepsOpenOrders).build()) {
      guarded.update("s1", cart());
      RequestOptions known = RequestOptions.builder().lastSeen(stored()).build();

      assertThatThrownBy(() -> guarded.cancel("s1", known))
          .isInstanceOf(IllegalTransitionException.class)
          .hasMessage(
              "updateCustomerSessionV2: the transition from open to cancelled was rejected before"
                  + " the call: Refunds are closed.");
      assertThat(stored().getState()).isSameAs(SessionState.OPEN);
    }
  }

  @Test
  void reason_tooLong_isCut() {
    IllegalTransitionException error =
        IllegalTransitionException.before(
            ApiOperation.UPDATE_CUSTOMER_SESSION_V2, null, SessionState.OPEN, "x".repeat(1000));

    assertThat(error.reason().orElseThrow()).hasSize(300).endsWith("x...");
    assertThat(error).hasMessageContaining("the creation in state open was rejected before");
  }

  @Test
  void guard_none_leavesItToTheServer() {
    try (CustomerSessions unguarded = client().transitionGuard(TransitionGuard.none()).build()) {
      unguarded.update("s1", cart());
      RequestOptions known = RequestOptions.builder().lastSeen(stored()).build();
      unguarded.close("s1");

      assertThat(
              catchThrowableOfType(
                      IllegalTransitionException.class, () -> unguarded.close("s1", known))
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void guard_stateThatTheDocumentDoesNotKnow_isLeftToTheServer() {
    TransitionGuard.table()
        .check(
            SessionState.of("on_hold"),
            SessionState.CLOSED,
            ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
    assertThatThrownBy(
            () ->
                sessions.update(
                    "s1", SessionChange.builder().state(SessionState.of("on_hold")).build()))
        .isInstanceOf(InvalidRequestException.class);
  }
}
