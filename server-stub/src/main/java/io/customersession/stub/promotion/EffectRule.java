package io.customersession.stub.promotion;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import io.customersession.stub.runtime.Operation;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A hand-written rule that decides what a call causes: it adds effects to those that follow from
 * the account's coupons and referrals, or puts others in their place.
 *
 * <p>What it returns is what answers show, and everything else follows from it: the session's
 * discounts are those of the effects {@code setDiscount} and {@code setDiscountPerItem}, by their
 * {@code name}; codes are counted that an {@code acceptCoupon} or {@code acceptReferral} names.
 *
 * <p>Rules are asked for every call that changes a session, dry ones included: first those handed
 * to the stub's builder, in their order, then those found by {@link java.util.ServiceLoader}, in
 * its order; each gets what the one before it returned. A rule runs while its session is locked, so
 * it must not call the stub, and may be called by several threads for different worlds.
 *
 * <p>What a rule throws is answered with 500; nothing is stored then.
 */
@FunctionalInterface
public interface EffectRule {
  /**
   * Decides about the effects of a call.
   *
   * @return all effects of the call; {@link Draft#effects()} if this rule has nothing to change
   */
  List<Effect> decide(Draft draft);

  /**
   * The effects of a call so far.
   *
   * @param operation the operation called
   * @param session the session as it will be stored
   * @param at the time of the call
   * @param effects the effects so far, those that take earlier ones back among them. Immutable.
   */
  record Draft(
      Operation operation, CustomerSessionV2 session, OffsetDateTime at, List<Effect> effects) {
    /** Makes a draft; the list is copied. */
    public Draft {
      effects = List.copyOf(effects);
    }
  }
}
