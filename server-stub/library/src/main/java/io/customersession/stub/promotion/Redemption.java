package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;
import java.util.List;

/**
 * One redemption of a code.
 *
 * @param kind coupon or referral
 * @param code the code
 * @param keys the counters that it is counted in
 */
public record Redemption(Promotion.Kind kind, String code, List<RedemptionCounters.Key> keys) {
  /** Creates a redemption; the list is copied. */
  public Redemption {
    keys = List.copyOf(keys);
  }
}
