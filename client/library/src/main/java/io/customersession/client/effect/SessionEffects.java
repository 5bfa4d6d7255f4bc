package io.customersession.client.effect;

import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.Effect;
import io.customersession.client.model.Event;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.json.ModelCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a response in types: discounts, rejected coupons, and what the customer pays.
 * Effects of kinds that it does not know are ignored; the response still contains them. Immutable.
 *
 * <p>A response to {@code returnItems}, {@code cancel} or {@code reopen} lists only what was rolled
 * back. Read the session to get the discounts that remain.
 */
public final class SessionEffects {
  private static final Set<String> DISCOUNTS =
      Set.of(
          "setDiscount",
          "setDiscountPerItem",
          "setDiscountPerAdditionalCost",
          "setDiscountPerAdditionalCostPerItem");
  private static final String REJECT_COUPON = "rejectCoupon";

  private final List<Discount> discounts;
  private final List<RejectedCoupon> rejectedCoupons;
  private final @Nullable BigDecimal total;

  private SessionEffects(
      List<Discount> discounts, List<RejectedCoupon> rejectedCoupons, @Nullable BigDecimal total) {
    this.discounts = Collections.unmodifiableList(discounts);
    this.rejectedCoupons = Collections.unmodifiableList(rejectedCoupons);
    this.total = total;
  }

  /** Returns the effects of a v2 update. */
  public static SessionEffects of(IntegrationStateV2 response) {
    return of(response.getCustomerSession(), response.getEffects());
  }

  /** Returns the effects of a session that was read. */
  public static SessionEffects of(SessionWithEffects response) {
    List<Effect> effects = response.getEffects();
    return of(response.getCustomerSession(), effects == null ? List.of() : effects);
  }

  /** Returns the effects of a v1 update. */
  public static SessionEffects of(IntegrationState response) {
    CustomerSession session = response.getSession();
    return new SessionEffects(
        discounts(session), rejectedCoupons(response.getEvent()), total(session));
  }

  /**
   * Returns the effects of a session that was read by v1. It does not contain rejected coupons, so
   * {@link #rejectedCoupons()} is empty.
   */
  public static SessionEffects of(CustomerSession session) {
    return new SessionEffects(discounts(session), List.of(), total(session));
  }

  private static SessionEffects of(@Nullable CustomerSessionV2 session, List<Effect> effects) {
    List<Discount> discounts = new ArrayList<>();
    List<RejectedCoupon> rejectedCoupons = new ArrayList<>();
    for (Effect effect : effects) {
      Map<String, Object> props = effect.getProps();
      if (DISCOUNTS.contains(effect.getEffectType())) {
        Object amount = props.get("value");
        if (amount instanceof BigDecimal) {
          discounts.add(
              new Discount(
                  text(props.get("name")),
                  (BigDecimal) amount,
                  integer(props.get("position")),
                  integer(props.get("subPosition"))));
        }
      } else if (REJECT_COUPON.equals(effect.getEffectType())) {
        String details = text(props.get("details"));
        rejectedCoupons.add(
            new RejectedCoupon(
                text(props.get("value")),
                text(props.get("rejectionReason")),
                details.isEmpty() ? null : details));
      }
    }
    return new SessionEffects(
        discounts,
        rejectedCoupons,
        session == null ? null : total(CustomerSessionV2.Codec.INSTANCE, session));
  }

  private static List<Discount> discounts(CustomerSession session) {
    List<Discount> discounts = new ArrayList<>();
    session
        .getDiscounts()
        .forEach((label, amount) -> discounts.add(new Discount(label, amount, null, null)));
    return discounts;
  }

  /** Effects of an event are arrays: three numbers, and an array of the type and its arguments. */
  private static List<RejectedCoupon> rejectedCoupons(Event event) {
    List<RejectedCoupon> rejected = new ArrayList<>();
    for (List<?> effect : event.getEffects()) {
      Object call = effect.isEmpty() ? null : effect.get(effect.size() - 1);
      List<?> arguments = call instanceof List ? (List<?>) call : List.of();
      if (arguments.size() > 1 && REJECT_COUPON.equals(arguments.get(0))) {
        String reason = arguments.size() > 2 ? text(arguments.get(2)) : "";
        String details = arguments.size() > 3 ? text(arguments.get(3)) : "";
        rejected.add(
            new RejectedCoupon(text(arguments.get(1)), reason, details.isEmpty() ? null : details));
      }
    }
    return rejected;
  }

  private static @Nullable BigDecimal total(CustomerSession session) {
    return total(CustomerSession.Codec.INSTANCE, session);
  }

  /** Returns the total of a session, or null in a state in which it is not what is paid. */
  private static <T> @Nullable BigDecimal total(ModelCodec<T> codec, T session) {
    Object state = codec.property(session, "state");
    return SessionState.CANCELLED.equals(state) || SessionState.PARTIALLY_RETURNED.equals(state)
        ? null
        : (BigDecimal) codec.property(session, "total");
  }

  private static String text(@Nullable Object value) {
    return value instanceof String ? (String) value : "";
  }

  private static @Nullable Integer integer(@Nullable Object value) {
    return value instanceof BigDecimal ? ((BigDecimal) value).intValue() : null;
  }

  /** Returns the discounts in the order of the response; in a v1 response, one for each label. */
  public List<Discount> discounts() {
    return discounts;
  }

  /** Returns the sum of all discounts; 0 if there are none. */
  public BigDecimal totalDiscount() {
    return discounts.stream().map(Discount::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * Returns what the customer pays: the total of the session minus all discounts, at least 0. Empty
   * if the response has no session, or if the session is cancelled or partially returned, because
   * its total still contains what was returned.
   */
  public Optional<BigDecimal> discountedTotal() {
    return Optional.ofNullable(total)
        .map(before -> before.subtract(totalDiscount()).max(BigDecimal.ZERO));
  }

  /** Returns the coupons that the session contains but cannot use, in the order of the response. */
  public List<RejectedCoupon> rejectedCoupons() {
    return rejectedCoupons;
  }
}
