package io.customersession.stub.promotion;

import io.customersession.contract.operation.Operation;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A hand-written rule that decides what a call causes: it adds effects to those that follow from
 * the account's coupons and referrals, or puts others in their place.
 *
 * <p>What it returns is what responses show. While the session is open or is being closed,
 * everything else follows from it, too: the session's discounts are the {@code value}s of the
 * effects {@code setDiscount} and {@code setDiscountPerItem}, numbers in the application's
 * currency, by their {@code name}; the uses of codes are counted that an {@code acceptCoupon} or
 * {@code acceptReferral} names as its {@code value}.
 *
 * <p>When the session is cancelled or reopened, or units are returned, the effects so far are those
 * that take earlier ones back, including those that a rule added: {@code rollbackCoupon}, {@code
 * rollbackReferral} and {@code rollbackDiscount}; effects of other types leave nothing to take
 * back. What a rule returns then is only shown: discounts end, and uses are given back, whatever it
 * returns.
 *
 * <p>A {@code setDiscountPerItem} names its unit by the numbers {@code position} and {@code
 * subPosition}, and ends when that unit is returned; one that names no unit of the cart ends with
 * the last unit. Responses of v1 show an effect's properties in the order of their map.
 *
 * <p>Rules are called for every request that changes a session, including dry runs: first those of
 * the stub's builder, in their order, then those found by {@link java.util.ServiceLoader}, in its
 * order; each gets the result of the one before it. A rule may be called more than once for one
 * request, because everything is decided again if a profile or redemption counter has changed
 * meanwhile; so it must decide the same each time. A rule runs while its session is locked, so it
 * must not call the stub, should return quickly, as a {@link
 * io.customersession.stub.lifecycle.TransitionRule} should, and may be called by several threads
 * for different worlds.
 *
 * <p>Properties must be what JSON can have: text, numbers, booleans, lists and maps. They are
 * copied. If a rule throws anything, or returns an effect that no response can carry, the response
 * is a 500, and nothing is stored.
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
    /** Creates a draft; the list is copied. */
    public Draft {
      effects = List.copyOf(effects);
    }
  }
}
