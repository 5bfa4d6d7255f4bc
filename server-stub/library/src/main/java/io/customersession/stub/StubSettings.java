package io.customersession.stub;

import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.stub.account.Authenticator;
import io.customersession.stub.host.Host;
import io.customersession.stub.world.WorldSettings;

/** The settings that a stub starts with. */
record StubSettings(
    Host servedBy,
    HostSettings host,
    Authenticator accounts,
    WorldSettings worlds,
    int maxWorlds,
    boolean worldPerKey,
    int maxBodySize,
    ControlAccess access) {}
