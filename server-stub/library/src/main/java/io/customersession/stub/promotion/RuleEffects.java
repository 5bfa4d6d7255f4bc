package io.customersession.stub.promotion;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.model.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What effect rules return, checked before anything is stored. It is encoded and decoded, so that a
 * response can carry it for certain, and a rule that keeps a map and changes it later changes
 * nothing that is stored.
 */
final class RuleEffects {
  private RuleEffects() {}

  /**
   * Returns the effects as the stub keeps them.
   *
   * @throws IllegalStateException if a response cannot carry one of them
   */
  static List<Effect> checked(EffectRule rule, List<Effect> effects) {
    List<Effect> kept = new ArrayList<>();
    for (Effect effect : effects) {
      List<Violation> violations = Effect.Codec.INSTANCE.check(effect).all();
      if (!violations.isEmpty()) {
        throw wrong(rule, String.valueOf(violations.get(0)), null);
      }
      kept.add(copied(rule, effect));
    }
    return kept;
  }

  private static Effect copied(EffectRule rule, Effect effect) {
    byte[] json;
    try {
      json = Effect.Codec.INSTANCE.toBytes(effect);
    } catch (IllegalArgumentException e) {
      throw wrong(rule, String.valueOf(e.getMessage()), e);
    }
    Decoded<Effect> decoded = Json.decodeResponse(Effect.Codec.INSTANCE, json);
    Effect copy = decoded.value();
    if (copy == null || !decoded.violations().isEmpty()) {
      throw wrong(rule, String.valueOf(decoded.violations()), null);
    }
    return copy;
  }

  private static IllegalStateException wrong(
      EffectRule rule, String reason, @Nullable Throwable cause) {
    return new IllegalStateException(
        "the effect rule "
            + rule.getClass().getName()
            + " returned an effect that no response can carry: "
            + reason,
        cause);
  }
}
