package io.customersession.stub.world;

import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.stub.account.AccountSettings;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.promotion.Promotions;
import io.customersession.stub.session.Behaviour;
import java.util.function.LongPredicate;

/**
 * The settings of every world of a stub.
 *
 * @param lifecycle the transitions that sessions may take
 * @param promotions the account's coupons and referrals
 * @param behaviour what the stub does where the contract leaves a choice
 * @param maxSessions the maximum number of sessions in a world, at least 1
 * @param maxProfiles the maximum number of profiles in a world, at least 1
 * @param maxIdempotencyBytes about how many bytes a world's responses to requests with an
 *     idempotency key may take, 0 or more
 * @param applications knows which applications exist
 * @param account what the account defines
 * @param defaults the settings that do not depend on the API
 */
public record WorldSettings(
    Lifecycle lifecycle,
    Promotions promotions,
    Behaviour behaviour,
    int maxSessions,
    int maxProfiles,
    long maxIdempotencyBytes,
    LongPredicate applications,
    AccountSettings account,
    WorldDefaults defaults) {}
