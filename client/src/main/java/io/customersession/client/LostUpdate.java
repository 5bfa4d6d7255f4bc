package io.customersession.client;

import io.customersession.client.Sending.Job;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An update whose answer was lost is not sent again over what another has written since. */
final class LostUpdate<T extends @Nullable Object> implements Sending.Doubt<T, SessionWithEffects> {
  private final Object last;
  private final Supplier<Job<SessionWithEffects>> read;

  LostUpdate(Object last, Supplier<Job<SessionWithEffects>> read) {
    this.last = last;
    this.read = read;
  }

  static @Nullable Object updateCount(CustomerSessionV2 session) {
    return CustomerSessionV2.Codec.INSTANCE.property(session, "updateCount");
  }

  @Override
  public Job<SessionWithEffects> read() {
    return read.get();
  }

  @Override
  public boolean readsBeforeRepeating() {
    return true;
  }

  @Override
  public boolean mayRepeat(ApiResponse<SessionWithEffects> read) {
    CustomerSessionV2 now = read.value().getCustomerSession();
    return now != null && last.equals(updateCount(now));
  }

  @Override
  public boolean mayBeDone(CustomerSessionException refusal) {
    return false;
  }

  @Override
  public @Nullable ApiResponse<T> resolve(ApiResponse<SessionWithEffects> read) {
    return null;
  }
}
