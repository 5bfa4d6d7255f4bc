package io.customersession.stub;

import io.customersession.stub.host.Host;
import io.customersession.stub.host.HostSettings;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.session.SessionSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Everything a stub is told when it starts. */
record StubSettings(
    Host servedBy,
    HostSettings host,
    SessionSettings sessions,
    Map<String, Long> apiKeys,
    boolean strict,
    int maxBodySize,
    int maxViolations,
    int maxProfiles,
    Clock clock,
    List<TransitionRule> rules) {}
