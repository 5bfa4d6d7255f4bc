package io.customersession.client.effect;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A coupon code that a session contains but cannot use. Immutable. */
public final class RejectedCoupon {
  private final String code;
  private final String reason;
  private final @Nullable String details;

  RejectedCoupon(String code, String reason, @Nullable String details) {
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** Returns the code as the session contains it. */
  public String code() {
    return code;
  }

  /**
   * Returns the reason, such as {@code CouponNotFound} or {@code CouponExpired}, or an empty string
   * if the server gives none. Expect reasons that you do not know.
   */
  public String reason() {
    return reason;
  }

  /** Returns the reason in words for developers, if the server gives it. */
  public Optional<String> details() {
    return Optional.ofNullable(details);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof RejectedCoupon)) {
      return false;
    }
    RejectedCoupon that = (RejectedCoupon) other;
    return code.equals(that.code)
        && reason.equals(that.reason)
        && Objects.equals(details, that.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, reason, details);
  }

  /** Returns the reason, but not the code, which may be personal. */
  @Override
  public String toString() {
    return reason.isEmpty() ? "rejected" : reason;
  }
}
