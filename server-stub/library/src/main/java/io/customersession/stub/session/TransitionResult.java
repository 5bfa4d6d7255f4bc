package io.customersession.stub.session;

import io.customersession.stub.model.Return;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.PromotionResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call does to a session.
 *
 * @param before the session as stored, or null if the call creates it
 * @param after the session as the call leaves it
 * @param event the type of the event
 * @param eventId the event's internal id
 * @param promotions what the call means for coupons and referrals
 * @param returned the return made, or null if the call is none
 * @param dry whether nothing is stored
 */
record TransitionResult(
    @Nullable Session before,
    Session after,
    String event,
    long eventId,
    PromotionResult promotions,
    @Nullable Return returned,
    boolean dry) {

  /**
   * Returns the outcome as stored, with its final ids.
   *
   * @param id the event's id
   * @param returnId takes the id of the return, if there is one
   */
  TransitionResult stored(Session session, long id, LongSupplier returnId) {
    if (returned == null) {
      return new TransitionResult(before, session, event, id, promotions, null, dry);
    }
    Return made = returned.toBuilder().id(returnId.getAsLong()).eventId(id).build();
    List<Return> returns = new ArrayList<>(session.returns());
    returns.set(returns.size() - 1, made);
    return new TransitionResult(
        before, session.withReturns(returns), event, id, promotions, made, dry);
  }

  TransitionResult withReturn(Return made) {
    return new TransitionResult(before, after, event, eventId, promotions, made, dry);
  }

  @SuppressWarnings(
      "ReferenceEquality") // a change that is equal to what was stored is a change all the same
  boolean changesNothing() {
    return after == before;
  }

  /** Returns what the call means for the session's owner. */
  Profiles.Activity activity() {
    int soldBefore = before != null && before.isSold() ? 1 : 0;
    BigDecimal salesBefore = before == null ? BigDecimal.ZERO : before.sales();
    return new Profiles.Activity(
        (after.isSold() ? 1 : 0) - soldBefore,
        after.sales().subtract(salesBefore),
        after.facts().getUpdated());
  }
}
