package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.lifecycle.TransitionGuard;
import io.customersession.client.model.SessionState;
import org.junit.jupiter.api.Test;

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
            "updateCustomerSessionV2: 400, a session in state closed cannot be updated by this operation;"
                + " allowed: cancelled");
    assertThat(error.from()).contains(SessionState.CLOSED);
    assertThat(error.allowed()).containsExactly(SessionState.CANCELLED);
  }

  @Test
  void cancel_newSession_reportsInitialStates() {
    assertThatThrownBy(() -> sessions.cancel("new"))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage(
            "updateCustomerSessionV2: 400, a session cannot be created in state cancelled; allowed: open, closed");
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
            "updateCustomerSessionV2: transition from cancelled to closed is not allowed; allowed: none");
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
            io.customersession.client.api.ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
    assertThatThrownBy(
            () ->
                sessions.update(
                    "s1", SessionChange.builder().state(SessionState.of("on_hold")).build()))
        .isInstanceOf(InvalidRequestException.class);
  }
}
