package io.customersession.stub.session;

import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.account.Attributes;
import io.customersession.stub.model.AdditionalCost;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an update asks for, in the words of v2 whichever view it came in.
 *
 * @param fields the fields to change; an absent one is kept
 * @param totalOfV1 the total sent through v1, or null
 * @param pointer the JSON pointer to the session within the request's body
 * @param sent the names of all fields sent, as the request spells them, except the state
 */
record SessionChange(
    NewCustomerSessionV2 fields,
    @Nullable BigDecimal totalOfV1,
    String pointer,
    List<String> sent) {

  static SessionChange of(NewCustomerSessionV2 fields) {
    return new SessionChange(
        fields, null, "/customerSession", sent(NewCustomerSessionV2.Codec.INSTANCE, fields));
  }

  static SessionChange of(NewCustomerSession v1) {
    NewCustomerSessionV2.Builder fields =
        NewCustomerSessionV2.builder()
            .couponCodes(codes(v1.getCoupon()))
            .referralCode(v1.getReferral());
    v1.copyTo(fields);
    return new SessionChange(
        fields.build(), v1.getTotal(), "", sent(NewCustomerSession.Codec.INSTANCE, v1));
  }

  private static @Nullable List<String> codes(@Nullable String coupon) {
    return coupon == null ? null : coupon.isEmpty() ? List.of() : List.of(coupon);
  }

  private static <T> List<String> sent(ModelCodec<T> codec, T request) {
    return codec.propertyNames().stream()
        .filter(name -> !name.equals("state") && codec.property(request, name) != null)
        .toList();
  }

  @Nullable SessionState state() {
    return fields.getState();
  }

  /** Returns where the request asks for the state, or the session if it names none. */
  String statePointer() {
    return state() == null ? pointer : pointer + "/state";
  }

  /** Records that nothing but the state has been looked at. */
  void noteIgnored(OperationContext call, SessionState in) {
    Violations ignored = new Violations();
    if (!pointer.isEmpty()) {
      ignored.enter(pointer.substring(1));
    }
    for (String name : sent) {
      ignored.add(
          Rule.IGNORED,
          name,
          "#/components/schemas/SessionState/x-state-machine",
          name
              + " is ignored, because the session is in state \""
              + in
              + "\" and only its state can be changed");
    }
    ignored.all().forEach(call::note);
  }

  /**
   * Puts the fields sent into a session, and the sums that follow from them; all else stays as it
   * is.
   *
   * @param before the session as stored, or null if it is being created
   */
  void applyTo(CustomerSessionV2.Builder session, @Nullable CustomerSessionV2 before) {
    fields.copyTo(session);
    session.profileId(profileId(before == null ? "" : before.getProfileId()));
    session.attributes(
        Attributes.merge(before == null ? null : before.getAttributes(), fields.getAttributes()));

    List<CartItem> itemsBefore = before == null ? List.of() : before.getCartItems();
    List<CartItem> items =
        fields.getCartItems() == null ? itemsBefore : numbered(fields.getCartItems());
    Map<String, AdditionalCost> costsBefore = before == null ? null : before.getAdditionalCosts();
    Totals totals =
        Totals.of(
            items, fields.getAdditionalCosts() == null ? costsBefore : fields.getAdditionalCosts());
    session
        .cartItems(items)
        .cartItemTotal(totals.cartItems())
        .cartItemAdditionalCostTotal(totals.cartItemAdditionalCosts())
        .additionalCostTotal(totals.additionalCosts())
        .total(totals.total());
  }

  /** Returns the profile that owns the session afterwards; empty if none does. */
  String profileId(@Nullable Session before) {
    return profileId(before == null ? "" : before.profileId());
  }

  private String profileId(String before) {
    return Objects.requireNonNullElse(fields.getProfileId(), before);
  }

  private static List<CartItem> numbered(List<CartItem> items) {
    List<CartItem> numbered = new ArrayList<>(items.size());
    for (CartItem item : items) {
      numbered.add(
          item.toBuilder()
              .position(BigDecimal.valueOf(numbered.size()))
              .returnedQuantity(0)
              .remainingQuantity(item.getQuantity())
              .build());
    }
    return numbered;
  }
}
