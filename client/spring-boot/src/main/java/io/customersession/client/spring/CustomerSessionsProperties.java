package io.customersession.client.spring;

import io.customersession.client.CustomerSessions;
import io.customersession.client.CustomerSessionsBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code customer-session.client.*}. Each is a setting of {@link
 * CustomerSessionsBuilder} with the same name, which has its limits and its default.
 *
 * @param baseUrl Address of the server, such as https://example.com. No client is created without
 *     it.
 * @param apiKey API key of the application, without a prefix.
 * @param timeout Maximum duration of each attempt, from connecting to the last byte; 0 for no
 *     limit.
 * @param deadline Maximum duration of each call with all attempts, waits and confirming reads.
 * @param maxResponseSize Maximum size of a response body after decompression.
 */
@ConfigurationProperties("customer-session.client")
record CustomerSessionsProperties(
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @Nullable Duration timeout,
    @Nullable Duration deadline,
    @Nullable DataSize maxResponseSize) {

  /** Returns a builder with the properties that are set. */
  CustomerSessionsBuilder toBuilder() {
    CustomerSessionsBuilder builder = CustomerSessions.builder();
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    if (apiKey != null) {
      builder.apiKey(apiKey);
    }
    if (timeout != null) {
      builder.timeout(timeout);
    }
    if (deadline != null) {
      builder.deadline(deadline);
    }
    if (maxResponseSize != null) {
      builder.maxResponseSize(Math.toIntExact(maxResponseSize.toBytes()));
    }
    return builder;
  }
}
