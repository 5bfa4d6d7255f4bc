package io.customersession.client;

import io.customersession.client.Sending.Job;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiResponse;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A move that is refused on repetition, because its first attempt made it, is a success. */
final class LostMove<T, R> implements Sending.Doubt<T, R> {
  private final SessionState to;
  private final Supplier<Job<R>> read;
  private final Function<R, @Nullable SessionState> state;
  private final Function<R, T> answer;

  LostMove(
      SessionState to,
      Supplier<Job<R>> read,
      Function<R, @Nullable SessionState> state,
      Function<R, T> answer) {
    this.to = to;
    this.read = read;
    this.state = state;
    this.answer = answer;
  }

  @Override
  public Job<R> read() {
    return read.get();
  }

  /** A move changes nothing but the state, which the server guards itself. */
  @Override
  public boolean readsBeforeRepeating() {
    return false;
  }

  @Override
  public boolean mayRepeat(ApiResponse<R> read) {
    return true;
  }

  @Override
  public boolean mayBeDone(CustomerSessionException refusal) {
    return refusal instanceof IllegalTransitionException
        && ((IllegalTransitionException) refusal).from().equals(Optional.of(to));
  }

  @Override
  public @Nullable ApiResponse<T> resolve(ApiResponse<R> read) {
    return to.equals(state.apply(read.value())) ? read.map(answer) : null;
  }
}
