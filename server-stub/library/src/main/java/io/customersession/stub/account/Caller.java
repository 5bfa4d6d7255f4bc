package io.customersession.stub.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from.
 *
 * @param application the application that the caller acts for
 * @param managed the applications whose sessions the caller may read, or null for all
 * @param signature what the body must be signed with, or null if it need not be
 */
public record Caller(long application, @Nullable Set<Long> managed, @Nullable Signature signature) {
  /** Returns whether the caller may read the sessions of an application. */
  public boolean manages(long other) {
    return managed == null || managed.contains(other);
  }
}
