package io.customersession.stub.store;

import org.jspecify.annotations.Nullable;

/**
 * Where a world is imported.
 *
 * @param world the name of the world, or null for the name that it had
 * @param replaces true if the world may have content, which is deleted then
 */
public record ImportTarget(@Nullable String world, boolean replaces) {}
