package io.customersession.client.internal;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiResponse;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the error of a repeated transition into a success if the session is already in the
 * requested state because an earlier attempt succeeded.
 */
final class TransitionRecovery<T, R> implements LostResponsePolicy<T, R> {
  private final SessionState to;
  private final Supplier<PendingCall<R>> read;
  private final Function<R, @Nullable SessionState> state;
  private final Function<R, T> response;

  /**
   * Creates a policy.
   *
   * @param to the requested state
   * @param read creates the read of the session
   * @param state extracts the state from the read
   * @param response converts the read into the call's response
   */
  TransitionRecovery(
      SessionState to,
      Supplier<PendingCall<R>> read,
      Function<R, @Nullable SessionState> state,
      Function<R, T> response) {
    this.to = to;
    this.read = read;
    this.state = state;
    this.response = response;
  }

  @Override
  public PendingCall<R> read() {
    return read.get();
  }

  /** A transition changes only the state, and the server itself rejects a second one. */
  @Override
  public boolean readsBeforeRepeating() {
    return false;
  }

  @Override
  public boolean mayRepeat(ApiResponse<R> read) {
    return true;
  }

  @Override
  public boolean mayHaveSucceeded(CustomerSessionException error) {
    return error instanceof IllegalTransitionException
        && ((IllegalTransitionException) error).from().equals(Optional.of(to));
  }

  @Override
  public @Nullable ApiResponse<T> recover(ApiResponse<R> read) {
    return to.equals(state.apply(read.value())) ? read.map(response) : null;
  }
}
