package io.customersession.stub.promotion;

import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Promotion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The coupons and referrals of an account, with the internal ids that responses show. */
final class PromotionCatalog {
  private final Map<Promotion.Kind, Map<String, NumberedPromotion>> codes = new HashMap<>();

  PromotionCatalog(Fixtures fixtures) {
    Map<String, Long> campaignIds = new LinkedHashMap<>();
    Map<String, Integer> ruleCounts = new HashMap<>();
    number(Promotion.Kind.COUPON, fixtures.coupons(), campaignIds, ruleCounts);
    number(Promotion.Kind.REFERRAL, fixtures.referrals(), campaignIds, ruleCounts);
  }

  /** Returns true if the account has no code of any kind. */
  boolean isEmpty() {
    return codes.isEmpty();
  }

  /** Returns true if the account defines codes of a kind, even an empty set of them. */
  boolean defines(Promotion.Kind kind) {
    return codes.containsKey(kind);
  }

  /** Returns a promotion by its code, or null if it is not known in an application. */
  @Nullable NumberedPromotion find(Promotion.Kind kind, String code, long application) {
    Map<String, NumberedPromotion> known = codes.get(kind);
    NumberedPromotion found = known == null ? null : known.get(code);
    return found != null && found.promotion().isValidIn(application) ? found : null;
  }

  /** Returns all promotions of a campaign; none if there is no such campaign. */
  List<NumberedPromotion> campaign(long id) {
    return codes.values().stream()
        .flatMap(known -> known.values().stream())
        .filter(each -> each.campaignId() == id)
        .toList();
  }

  private void number(
      Promotion.Kind kind,
      @Nullable Map<String, Promotion> promotions,
      Map<String, Long> campaignIds,
      Map<String, Integer> ruleCounts) {
    if (promotions == null) {
      return;
    }
    Map<String, NumberedPromotion> numbered = new LinkedHashMap<>();
    for (Promotion promotion : promotions.values()) {
      String campaign = promotion.campaign();
      long campaignId = campaignIds.computeIfAbsent(campaign, none -> campaignIds.size() + 1L);
      int rule = ruleCounts.merge(campaign, 1, Integer::sum) - 1;
      numbered.put(
          promotion.code(),
          new NumberedPromotion(promotion, numbered.size() + 1L, campaignId, rule));
    }
    codes.put(kind, numbered);
  }
}
