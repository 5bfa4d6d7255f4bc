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
  public Limits total(int most) {
    return new Limits(most, perProfile, perIdentifier);
  }

  /** Returns these limits but for one. */
  public Limits perProfile(int most) {
    return new Limits(total, most, perIdentifier);
  }

  /** Returns these limits but for one. */
  public Limits perIdentifier(int most) {
    return new Limits(total, perProfile, most);
  }

  private static void check(String name, @Nullable Integer most) {
    if (most != null && most < 1) {
      throw new IllegalArgumentException("the limit " + name + " must be 1 or more, not " + most);
    }
  }
}
