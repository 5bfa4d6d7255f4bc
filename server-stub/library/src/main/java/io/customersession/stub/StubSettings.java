package io.customersession.stub;

import io.customersession.contract.stub.host.HostSettings;
import io.customersession.stub.account.Accounts;
import io.customersession.stub.host.Host;
import io.customersession.stub.http.Cors;
import io.customersession.stub.world.WorldSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a stub is told when it starts. */
record StubSettings(
    Host servedBy,
    HostSettings host,
    Accounts accounts,
    WorldSettings worlds,
    int maxWorlds,
    boolean worldPerKey,
    int maxBodySize,
    boolean adminApi,
    Cors cors,
    @Nullable String controlToken,
    Set<String> controlHosts) {}
