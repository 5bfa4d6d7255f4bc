package io.customersession.stub.store;

import org.jspecify.annotations.Nullable;

/**
 * What a unit of work is about.
 *
 * @param session the only session that it changes, or null if it changes none
 * @param waits true if it waits for another unit that changes this session
 * @param idempotencyKey the key of its request, or null if there is none
 */
public record UnitScope(
    @Nullable SessionKey session, boolean waits, @Nullable IdempotencyKey idempotencyKey) {}
