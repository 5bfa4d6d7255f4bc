package io.customersession.stub.host;

import java.time.Duration;

/**
 * Where and how a host listens.
 *
 * @param host the name or address to bind
 * @param port the TCP port, or 0 for any free one
 * @param requestTimeout how long a request may take to arrive in full, and a response may make no
 *     progress, before the connection is cut
 * @param stopTimeout how long requests in flight may take when the host is closed
 */
public record HostSettings(String host, int port, Duration requestTimeout, Duration stopTimeout) {}
