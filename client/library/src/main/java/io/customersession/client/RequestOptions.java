package io.customersession.client;

import io.customersession.client.internal.Deadline;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionResponseContent;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of one call. Immutable. An option that an operation does not support is rejected with
 * an {@link IllegalArgumentException} before the call: a silently ignored {@code dry} would change
 * the session.
 */
public final class RequestOptions {
  private static final RequestOptions NONE = builder().build();

  private final @Nullable Duration timeout;
  private final @Nullable Duration deadline;
  private final @Nullable Integer maxRetries;
  private final Map<String, String> headers;
  private final @Nullable String idempotencyKey;
  private final @Nullable Boolean dry;
  private final @Nullable OffsetDateTime now;
  private final @Nullable Boolean runRuleEngine;
  private final List<SessionResponseContent> responseContent;
  private final @Nullable CustomerSessionV2 lastSeen;

  private RequestOptions(Builder builder) {
    timeout = builder.timeout;
    deadline = builder.deadline;
    maxRetries = builder.maxRetries;
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    idempotencyKey = builder.idempotencyKey;
    dry = builder.dry;
    now = builder.now;
    runRuleEngine = builder.runRuleEngine;
    responseContent = List.copyOf(builder.responseContent);
    lastSeen = builder.lastSeen;
  }

  /** Returns options that change nothing. */
  public static RequestOptions none() {
    return NONE;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the maximum duration of each attempt, or empty to use the client's. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Returns the maximum duration of the whole call, or empty to use the client's. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** Returns the maximum number of retries, or empty to use that of the client's retry policy. */
  public Optional<Integer> maxRetries() {
    return Optional.ofNullable(maxRetries);
  }

  /** Returns the additional headers of this call. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the idempotency key of this call. */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /**
   * Returns whether the call is evaluated without being stored; empty to use the server's default.
   */
  public Optional<Boolean> dry() {
    return Optional.ofNullable(dry);
  }

  /** Returns the time to evaluate at. */
  public Optional<OffsetDateTime> now() {
    return Optional.ofNullable(now);
  }

  /** Returns whether rules are evaluated for a return; empty to use the server's default. */
  public Optional<Boolean> runRuleEngine() {
    return Optional.ofNullable(runRuleEngine);
  }

  /** Returns the requested parts of the response; empty for the default response. */
  public List<SessionResponseContent> responseContent() {
    return responseContent;
  }

  /** Returns the session as it was last seen. */
  public Optional<CustomerSessionV2> lastSeen() {
    return Optional.ofNullable(lastSeen);
  }

  /** Collects the options of one call. */
  public static final class Builder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<SessionResponseContent> responseContent = new ArrayList<>();
    private @Nullable Duration timeout;
    private @Nullable Duration deadline;
    private @Nullable Integer maxRetries;
    private @Nullable String idempotencyKey;
    private @Nullable Boolean dry;
    private @Nullable OffsetDateTime now;
    private @Nullable Boolean runRuleEngine;
    private @Nullable CustomerSessionV2 lastSeen;

    private Builder() {}

    /**
     * Sets the maximum duration of each attempt, from connecting to the last byte. Default: the
     * client's.
     *
     * @param timeout 0 for no limit
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must not be negative");
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Sets the maximum duration of the call, including all attempts, waits and confirming reads.
     * Default: the client's.
     *
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public Builder deadline(Duration deadline) {
      this.deadline = Deadline.requirePositive(deadline);
      return this;
    }

    /**
     * Sets the maximum number of retries. Default: that of the client's retry policy.
     *
     * @param maxRetries 0 for no retries
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder maxRetries(int maxRetries) {
      if (maxRetries < 0) {
        throw new IllegalArgumentException("maxRetries must not be negative");
      }
      this.maxRetries = maxRetries;
      return this;
    }

    /** Adds a header, replacing any header of the same name. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /**
     * Sets an idempotency key: the server processes the call once and repeats its first response if
     * the call is retried. Use a different key for each body. Supported by v2 updates, closing,
     * cancelling, reopening and returns.
     */
    public Builder idempotencyKey(String idempotencyKey) {
      this.idempotencyKey = idempotencyKey;
      return this;
    }

    /**
     * Sets whether the call is evaluated without being stored. Supported by updates and returns.
     */
    public Builder dry(boolean dry) {
      this.dry = dry;
      return this;
    }

    /** Sets the time to evaluate at. Default: the current time. Supported by v2 updates. */
    public Builder now(OffsetDateTime now) {
      this.now = now;
      return this;
    }

    /** Sets whether rules are evaluated for a return. */
    public Builder runRuleEngine(boolean runRuleEngine) {
      this.runRuleEngine = runRuleEngine;
      return this;
    }

    /** Requests parts of the response. Supported by v2 updates and returns. */
    public Builder responseContent(SessionResponseContent... responseContent) {
      this.responseContent.clear();
      this.responseContent.addAll(List.of(responseContent));
      return this;
    }

    /**
     * Sets the session as it was last seen. A transition that its state does not allow is rejected
     * without a call. An update whose response was lost is not repeated if the session's {@code
     * updateCount} has changed, because that could overwrite somebody else's update.
     */
    public Builder lastSeen(CustomerSessionV2 lastSeen) {
      this.lastSeen = lastSeen;
      return this;
    }

    /** Builds the options. */
    public RequestOptions build() {
      return new RequestOptions(this);
    }
  }
}
