package io.customersession.stub.world;

import io.customersession.stub.account.AccountSettings;
import io.customersession.stub.journal.ExpectedViolation;
import io.customersession.stub.journal.Journal;
import io.customersession.stub.journal.JournalMemory;
import io.customersession.stub.journal.Severities;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.memory.MemoryBudget;
import io.customersession.stub.promotion.Promotions;
import io.customersession.stub.session.Behaviour;
import java.time.Clock;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * What every world of a stub starts with.
 *
 * @param lifecycle which moves sessions may make
 * @param promotions the account's coupons and referrals
 * @param behaviour what the stub does where the contract leaves a choice
 * @param severities how much each rule of the contract matters
 * @param expectedViolations which violations callers are known to cause
 * @param maxSessions how many sessions a world keeps at most, 1 or more
 * @param maxProfiles how many profiles a world keeps at most, 1 or more
 * @param maxIdempotencyBytes about how many bytes a world's responses to requests with an
 *     idempotency key may take, 0 or more
 * @param journal how much a world's journal keeps
 * @param magicValues whether values in requests may ask for faults
 * @param clock where the time comes from
 * @param applications knows which applications exist
 * @param account what the account defines
 * @param memory what the state of all worlds takes its memory from
 * @param journals what the journals of all worlds take their memory from
 */
public record WorldSettings(
    Lifecycle lifecycle,
    Promotions promotions,
    Behaviour behaviour,
    Severities severities,
    List<ExpectedViolation> expectedViolations,
    int maxSessions,
    int maxProfiles,
    long maxIdempotencyBytes,
    Journal.Limits journal,
    boolean magicValues,
    Clock clock,
    LongPredicate applications,
    AccountSettings account,
    MemoryBudget memory,
    JournalMemory journals) {}
