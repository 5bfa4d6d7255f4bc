package io.customersession.stub;

import io.customersession.contract.stub.host.HostSettings;
import io.customersession.stub.account.Authenticator;
import io.customersession.stub.host.Host;
import io.customersession.stub.http.Cors;
import io.customersession.stub.world.WorldSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a stub. */
record StubSettings(
    Host servedBy,
    HostSettings host,
    Authenticator accounts,
    WorldSettings worlds,
    int maxWorlds,
    boolean worldPerKey,
    int maxBodySize,
    boolean adminApi,
    Cors cors,
    @Nullable String controlToken,
    Set<String> controlHosts) {}
