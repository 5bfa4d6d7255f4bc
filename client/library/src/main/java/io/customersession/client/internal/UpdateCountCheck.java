package io.customersession.client.internal;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats an update whose response was lost only if the session has not been updated since it was
 * last seen, so that a retry does not overwrite somebody else's changes.
 */
final class UpdateCountCheck<T extends @Nullable Object>
    implements LostResponsePolicy<T, SessionWithEffects> {
  private final Object lastSeen;
  private final Supplier<PendingCall<SessionWithEffects>> read;

  /**
   * Creates a policy.
   *
   * @param lastSeen the {@code updateCount} of the session when it was last seen
   * @param read creates the read of the session
   */
  UpdateCountCheck(Object lastSeen, Supplier<PendingCall<SessionWithEffects>> read) {
    this.lastSeen = lastSeen;
    this.read = read;
  }

  static @Nullable Object updateCount(CustomerSessionV2 session) {
    return CustomerSessionV2.Codec.INSTANCE.property(session, "updateCount");
  }

  @Override
  public PendingCall<SessionWithEffects> read() {
    return read.get();
  }

  @Override
  public boolean readsBeforeRepeating() {
    return true;
  }

  @Override
  public boolean mayRepeat(ApiResponse<SessionWithEffects> read) {
    CustomerSessionV2 current = read.value().getCustomerSession();
    return current != null && lastSeen.equals(updateCount(current));
  }

  @Override
  public boolean mayHaveSucceeded(CustomerSessionException error) {
    return false;
  }

  @Override
  public @Nullable ApiResponse<T> recover(ApiResponse<SessionWithEffects> read) {
    return null;
  }
}
