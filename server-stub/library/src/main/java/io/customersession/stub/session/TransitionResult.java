package io.customersession.stub.session;

import io.customersession.stub.model.Return;
import io.customersession.stub.promotion.PromotionResult;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.Session;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call that changes a session.
 *
 * @param before the session as stored, or null if the call creates it
 * @param after the session after the call
 * @param owner the profile that owns the session, after the call; null if the session is anonymous
 * @param event the type of the event
 * @param eventId the event's internal id
 * @param promotions the effect of the call on coupons and referrals
 * @param returned the return made, or null
 */
record TransitionResult(
    @Nullable Session before,
    Session after,
    @Nullable Profile owner,
    String event,
    long eventId,
    PromotionResult promotions,
    @Nullable Return returned) {}
