package io.customersession.stub.session;

import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.store.Session;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stored session looks like through each version of the API. */
final class SessionMapper {
  private SessionMapper() {}

  static CustomerSession v1(Session session) {
    CustomerSessionV2 facts = session.facts();
    List<String> identifiers = facts.getIdentifiers();
    BigDecimal total = session.totalOfV1();
    CustomerSession.Builder view = CustomerSession.builder();
    facts.copyTo(view);
    return view.coupon(firstCoupon(facts))
        .referral(orEmpty(facts.getReferralCode()))
        .identifiers(identifiers == null || identifiers.isEmpty() ? null : identifiers)
        .total(total == null ? facts.getTotal() : total)
        .discounts(session.appliedPromotions().discounts())
        .build();
  }

  /**
   * Returns the management view.
   *
   * @param alone whether no other session is shown beside it; else its discounts are not summed up
   */
  static ApplicationSession management(
      Session session, @Nullable Long profileNumber, boolean alone) {
    CustomerSessionV2 facts = session.facts();
    ApplicationSession.Builder view = ApplicationSession.builder();
    facts.copyTo(view);
    return view.profileId(profileNumber)
        .profileintegrationid(session.profileId())
        .coupon(firstCoupon(facts))
        .referral(orEmpty(facts.getReferralCode()))
        .discounts(session.appliedPromotions().discounts())
        .totalDiscounts(alone ? session.appliedPromotions().totalDiscounts() : BigDecimal.ZERO)
        .build();
  }

  private static String firstCoupon(CustomerSessionV2 facts) {
    List<String> codes = facts.getCouponCodes();
    return codes == null || codes.isEmpty() ? "" : codes.get(0);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
