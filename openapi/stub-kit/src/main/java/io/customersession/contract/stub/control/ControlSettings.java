package io.customersession.contract.stub.control;

import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;

/**
 * The settings of the control API of a stub.
 *
 * @param <W> the type of the worlds
 * @param worlds the worlds of the stub
 * @param extension what the stub adds for its own domain
 * @param maxBodySize the maximum size of a request body in bytes
 * @param access who may use the control API
 */
public record ControlSettings<W extends StubWorld>(
    Worlds<W> worlds, ControlExtension<W> extension, int maxBodySize, ControlAccess access) {}
