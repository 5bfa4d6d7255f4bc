package io.customersession.stub.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated sender of a request.
 *
 * @param application the application that the caller acts for
 * @param managed the applications whose sessions the caller may read, or null for all
 * @param signature the signature to verify the body against, or null if the request is not signed
 */
public record Principal(
    long application, @Nullable Set<Long> managed, @Nullable Signature signature) {
  /** Returns whether the caller may read the sessions of an application. */
  public boolean manages(long other) {
    return managed == null || managed.contains(other);
  }
}
