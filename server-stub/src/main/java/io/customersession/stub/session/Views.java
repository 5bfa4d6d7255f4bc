package io.customersession.stub.session;

import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a stored session looks like through each version of the API. */
final class Views {
  private static final Map<AnswerVersion, Views> OF_EACH = new EnumMap<>(AnswerVersion.class);

  static {
    for (AnswerVersion version : AnswerVersion.values()) {
      OF_EACH.put(version, new Views(version));
    }
  }

  private final AnswerVersion version;

  private Views(AnswerVersion version) {
    this.version = version;
  }

  /** Returns the views that a call gets to see. */
  static Views of(Call call) {
    return of(call.behaviour().answerVersion());
  }

  static Views of(AnswerVersion version) {
    return Objects.requireNonNull(OF_EACH.get(version));
  }

  CustomerSessionV2 v2(Session session) {
    CustomerSessionV2 facts = session.facts();
    if (version.compareTo(AnswerVersion.V26_05) >= 0) {
      return facts;
    }
    CustomerSessionV2.Builder view = facts.toBuilder().cartItemAdditionalCostTotal(null);
    if (version.compareTo(AnswerVersion.V25_17) < 0) {
      view.experimentVariantAllocations(null);
    }
    return view.build();
  }

  /** Returns a return; only the newest clients read which sku a line has. */
  Return returned(Return made) {
    if (version.compareTo(AnswerVersion.V26_05) >= 0) {
      return made;
    }
    return made.toBuilder()
        .returnedCartItems(
            made.getReturnedCartItems().stream()
                .map(line -> line.toBuilder().sku(null).build())
                .toList())
        .build();
  }

  CustomerSession v1(Session session) {
    CustomerSessionV2 facts = session.facts();
    List<String> identifiers = facts.getIdentifiers();
    BigDecimal total = session.totalOfV1();
    return CustomerSession.builder()
        .integrationId(facts.getIntegrationId())
        .created(facts.getCreated())
        .applicationId(facts.getApplicationId())
        .profileId(session.profileId())
        .coupon(firstCoupon(facts))
        .referral(orEmpty(facts.getReferralCode()))
        .state(facts.getState())
        .cartItems(facts.getCartItems())
        .identifiers(identifiers == null || identifiers.isEmpty() ? null : identifiers)
        .total(total == null ? facts.getTotal() : total)
        .attributes(facts.getAttributes())
        .firstSession(facts.getFirstSession())
        .discounts(session.standing().discounts())
        .updated(facts.getUpdated())
        .build();
  }

  /**
   * Returns the management view.
   *
   * @param alone whether no other session is shown beside it; else its discounts are not summed up
   */
  ApplicationSession management(Session session, @Nullable Long profileNumber, boolean alone) {
    CustomerSessionV2 facts = session.facts();
    return ApplicationSession.builder()
        .id(facts.getId())
        .created(facts.getCreated())
        .integrationId(facts.getIntegrationId())
        .storeIntegrationId(facts.getStoreIntegrationId())
        .applicationId(facts.getApplicationId())
        .profileId(profileNumber)
        .profileintegrationid(session.profileId())
        .coupon(firstCoupon(facts))
        .referral(orEmpty(facts.getReferralCode()))
        .state(facts.getState())
        .cartItems(facts.getCartItems())
        .discounts(session.standing().discounts())
        .totalDiscounts(alone ? session.standing().totalDiscounts() : BigDecimal.ZERO)
        .total(facts.getTotal())
        .attributes(facts.getAttributes())
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
