package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of effects, and what can be read from effects of any origin. */
public final class Effects {
  static final String SET_DISCOUNT = "setDiscount";
  static final String SET_DISCOUNT_PER_ITEM = "setDiscountPerItem";
  static final String ROLLBACK_DISCOUNT = "rollbackDiscount";

  private static final Set<String> REJECTIONS = Set.of("rejectCoupon", "rejectReferral");

  private Effects() {}

  static String accept(Promotion.Kind kind) {
    return kind == Promotion.Kind.COUPON ? "acceptCoupon" : "acceptReferral";
  }

  static String reject(Promotion.Kind kind) {
    return kind == Promotion.Kind.COUPON ? "rejectCoupon" : "rejectReferral";
  }

  private static String rollback(Promotion.Kind kind) {
    return kind == Promotion.Kind.COUPON ? "rollbackCoupon" : "rollbackReferral";
  }

  /** Returns true if an effect says that a code was rejected. */
  public static boolean isRejection(Effect effect) {
    return REJECTIONS.contains(effect.getEffectType());
  }

  /** Returns a text among an effect's properties, or the empty text if there is none. */
  public static String text(Effect effect, String name) {
    Object value = effect.getProps().get(name);
    return value instanceof String text ? text : "";
  }

  /** Returns effects as events have them: arrays, with the arguments in their order. */
  public static List<List<Object>> positional(List<Effect> effects) {
    List<List<Object>> arrays = new ArrayList<>();
    for (Effect effect : effects) {
      List<Object> call = new ArrayList<>();
      call.add(effect.getEffectType());
      call.addAll(effect.getProps().values());
      arrays.add(
          List.of(effect.getCampaignId(), effect.getRulesetId(), effect.getRuleIndex(), call));
    }
    return arrays;
  }

  /** Returns which kind of code an effect accepts, or null if it accepts none. */
  static Promotion.@Nullable Kind accepted(Effect effect) {
    for (Promotion.Kind kind : Promotion.Kind.values()) {
      if (effect.getEffectType().equals(accept(kind))) {
        return kind;
      }
    }
    return null;
  }

  static boolean isDiscount(Effect effect) {
    return effect.getEffectType().equals(SET_DISCOUNT) || isForUnit(effect);
  }

  static boolean isForUnit(Effect effect) {
    return effect.getEffectType().equals(SET_DISCOUNT_PER_ITEM);
  }

  /** Returns a whole number among an effect's properties, or -1 if there is none. */
  static int index(Effect effect, String name) {
    return effect.getProps().get(name) instanceof Number number ? number.intValue() : -1;
  }

  static Map<String, BigDecimal> discounts(List<Effect> effects) {
    Map<String, BigDecimal> discounts = new LinkedHashMap<>();
    for (Effect effect : effects) {
      if (isDiscount(effect) && effect.getProps().get("value") instanceof Number value) {
        discounts.merge(text(effect, "name"), new BigDecimal(value.toString()), BigDecimal::add);
      }
    }
    return discounts;
  }

  /** Returns the effect that takes another one back, or null if that one leaves nothing to take. */
  static @Nullable Effect rollback(Effect effect) {
    Map<String, Object> props = new LinkedHashMap<>();
    Promotion.Kind kind = accepted(effect);
    String type;
    if (kind != null) {
      type = rollback(kind);
      props.put("value", text(effect, "value"));
    } else if (isDiscount(effect)) {
      type = ROLLBACK_DISCOUNT;
      props.put("name", text(effect, "name"));
      rename(effect, "value", "value", props);
      if (isForUnit(effect)) {
        rename(effect, "position", "cartItemPosition", props);
        rename(effect, "subPosition", "cartItemSubPosition", props);
      }
    } else {
      return null;
    }
    return effect.toBuilder().effectType(type).props(props).build();
  }

  /** Takes over a property, unless an effect of a rule does not have it. */
  private static void rename(Effect effect, String from, String to, Map<String, Object> props) {
    Object value = effect.getProps().get(from);
    if (value != null) {
      props.put(to, value);
    }
  }
}
