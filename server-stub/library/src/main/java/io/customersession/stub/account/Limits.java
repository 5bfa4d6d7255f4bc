package io.customersession.stub.account;

import org.jspecify.annotations.Nullable;

/**
 * How often something may be used. A limit that is null lets any number through.
 *
 * @param total in all, 1 or more
 * @param perProfile by one customer, 1 or more; anonymous sessions are then refused
 * @param perIdentifier with one custom identifier, 1 or more
 */
public record Limits(
    @Nullable Integer total, @Nullable Integer perProfile, @Nullable Integer perIdentifier) {
  /** No limits. */
  public static final Limits NONE = new Limits(null, null, null);

  /**
   * Makes limits.
   *
   * @throws IllegalArgumentException if one is under 1
   */
  public Limits {
    check("total", total);
    check("perProfile", perProfile);
    check("perIdentifier", perIdentifier);
  }

  /** Returns these limits but for one. */
  public Limits total(int max) {
    return new Limits(max, perProfile, perIdentifier);
  }

  /** Returns these limits but for one. */
  public Limits perProfile(int max) {
    return new Limits(total, max, perIdentifier);
  }

  /** Returns these limits but for one. */
  public Limits perIdentifier(int max) {
    return new Limits(total, perProfile, max);
  }

  private static void check(String name, @Nullable Integer max) {
    if (max != null && max < 1) {
      throw new IllegalArgumentException("the limit " + name + " must be 1 or more, not " + max);
    }
  }
}
