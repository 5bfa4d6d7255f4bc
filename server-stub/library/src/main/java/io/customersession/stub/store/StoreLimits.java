package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;

/**
 * The limits of a store.
 *
 * @param maxSessions the maximum number of sessions, at least 1
 * @param maxProfiles the maximum number of profiles, at least 1
 * @param maxIdempotencyBytes the approximate maximum size in bytes of the remembered responses, at
 *     least 0
 * @param memory the memory that everything is charged to
 */
public record StoreLimits(
    int maxSessions, int maxProfiles, long maxIdempotencyBytes, MemoryBudget memory) {}
