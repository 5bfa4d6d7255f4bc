package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;
import java.util.List;

/**
 * One counted use of a code.
 *
 * @param kind coupon or referral
 * @param code the code
 * @param keys the counters that it counts in
 */
public record Redemption(Promotion.Kind kind, String code, List<Usage.Key> keys) {
  /** Makes a redemption; the list is copied. */
  public Redemption {
    keys = List.copyOf(keys);
  }
}
