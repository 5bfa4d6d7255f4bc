package io.customersession.stub.world;

import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.stub.account.AccountValidator;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.Stores;
import java.util.function.LongPredicate;

/**
 * The settings of every world of a stub.
 *
 * @param lifecycle the transitions that sessions may take
 * @param promotions the account's coupons and referrals
 * @param behaviour the behavior where the contract leaves a choice
 * @param maxSessions the maximum number of sessions in a world, at least 1
 * @param maxProfiles the maximum number of profiles in a world, at least 1
 * @param maxIdempotencyBytes the approximate maximum size in bytes of a world's remembered
 *     responses to requests with an idempotency key, at least 0
 * @param applications returns true if an application exists
 * @param account what the account defines
 * @param defaults the settings that do not depend on the API
 * @param stores opens the store of a world
 */
public record WorldSettings(
    Lifecycle lifecycle,
    PromotionEngine promotions,
    Behaviour behaviour,
    int maxSessions,
    int maxProfiles,
    long maxIdempotencyBytes,
    LongPredicate applications,
    AccountValidator account,
    WorldDefaults defaults,
    Stores stores) {
  /** Returns the limits of the store of a world. */
  StoreLimits limits() {
    return new StoreLimits(maxSessions, maxProfiles, maxIdempotencyBytes, defaults.memory());
  }
}
