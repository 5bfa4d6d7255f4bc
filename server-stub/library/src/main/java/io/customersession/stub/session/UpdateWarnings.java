package io.customersession.stub.session;

import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.Session;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warns about updates that the contract allows but that probably remove data by mistake. */
final class UpdateWarnings {
  private static final String SCHEMA = "#/components/schemas/NewCustomerSessionV2/properties/";

  private UpdateWarnings() {}

  /**
   * Checks an update.
   *
   * @param before the session as stored, or null if it is being created
   */
  static void check(
      OperationContext call, @Nullable Session before, SessionChange change, Session after) {
    if (before != null) {
      NewCustomerSessionV2 sent = change.fields();
      CustomerSessionV2 had = before.facts();
      CustomerSessionV2 has = after.facts();
      check(call, change, "cartItems", sent.getCartItems(), had.getCartItems(), has.getCartItems());
      check(
          call,
          change,
          "couponCodes",
          sent.getCouponCodes(),
          had.getCouponCodes(),
          has.getCouponCodes());
      check(
          call,
          change,
          "identifiers",
          sent.getIdentifiers(),
          had.getIdentifiers(),
          has.getIdentifiers());
      check(
          call,
          change,
          "loyaltyCards",
          sent.getLoyaltyCards(),
          had.getLoyaltyCards(),
          has.getLoyaltyCards());
      check(
          call,
          change,
          "additionalCosts",
          names(sent.getAdditionalCosts()),
          names(had.getAdditionalCosts()),
          names(has.getAdditionalCosts()));
    }
    if (closes(before, after) && namesNobody(after) && isNotEmpty(after.facts().getCouponCodes())) {
      call.warn(
          ContractRule.CLOSE_WITHOUT_IDENTIFIER,
          change.statePointer(),
          "The session is closed with a coupon, but without a profileId and without identifiers.",
          SCHEMA + "identifiers",
          "Send profileId, or identifiers such as a device or a payment card, with the session");
    }
  }

  private static void check(
      OperationContext call,
      SessionChange change,
      String property,
      @Nullable Collection<?> sent,
      @Nullable Collection<?> had,
      @Nullable Collection<?> has) {
    // In some states an update changes only the state; another rule reports that.
    if (sent != null && sent.isEmpty() && isNotEmpty(had) && !isNotEmpty(has)) {
      // Through v1, codes come one by one under another name.
      String name =
          change.pointer().isEmpty() && property.equals("couponCodes") ? "coupon" : property;
      call.warn(
          ContractRule.EMPTY_LIST,
          change.pointer() + "/" + name,
          name + " is empty and takes away what the session had: " + count(had) + ".",
          SCHEMA + property,
          "Leave " + name + " out to keep what the session has");
    }
  }

  private static @Nullable Collection<String> names(@Nullable Map<String, ?> members) {
    return members == null ? null : members.keySet();
  }

  private static int count(@Nullable Collection<?> items) {
    return items == null ? 0 : items.size();
  }

  private static boolean isNotEmpty(@Nullable Collection<?> items) {
    return items != null && !items.isEmpty();
  }

  private static boolean closes(@Nullable Session before, Session after) {
    return after.state() == SessionState.CLOSED
        && (before == null || before.state() != SessionState.CLOSED);
  }

  private static boolean namesNobody(Session session) {
    return session.profileId().isEmpty() && !isNotEmpty(session.facts().getIdentifiers());
  }
}
