package io.customersession.client;

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
 * What is different about one call. Immutable. An option that the operation has no place for is
 * refused with an {@link IllegalArgumentException} before anything is sent: a {@code dry} that were
 * ignored would not be dry.
 */
public final class RequestOptions {
  private static final RequestOptions NONE = builder().build();

  private final @Nullable Duration timeout;
  private final @Nullable Duration deadline;
  private final @Nullable Integer retries;
  private final Map<String, String> headers;
  private final @Nullable String idempotencyKey;
  private final @Nullable Boolean dry;
  private final @Nullable OffsetDateTime now;
  private final @Nullable Boolean runRuleEngine;
  private final List<SessionResponseContent> responseContent;
  private final @Nullable CustomerSessionV2 known;

  private RequestOptions(Builder builder) {
    timeout = builder.timeout;
    deadline = builder.deadline;
    retries = builder.retries;
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    idempotencyKey = builder.idempotencyKey;
    dry = builder.dry;
    now = builder.now;
    runRuleEngine = builder.runRuleEngine;
    responseContent = List.copyOf(builder.responseContent);
    known = builder.known;
  }

  /** Returns options that change nothing. */
  public static RequestOptions none() {
    return NONE;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how long one attempt may take, if it is not what the client says. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /**
   * Returns how long the call may take with everything that belongs to it, if it is not what the
   * client says.
   */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** Returns how often the call may be repeated, if it is not what the client says. */
  public Optional<Integer> retries() {
    return Optional.ofNullable(retries);
  }

  /** Returns the headers that this call has besides the client's. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the idempotency key of this call. */
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** Returns whether nothing is to be stored; empty if the server decides. */
  public Optional<Boolean> dry() {
    return Optional.ofNullable(dry);
  }

  /** Returns the moment to evaluate at. */
  public Optional<OffsetDateTime> now() {
    return Optional.ofNullable(now);
  }

  /** Returns whether the rules are evaluated for a return; empty if the server decides. */
  public Optional<Boolean> runRuleEngine() {
    return Optional.ofNullable(runRuleEngine);
  }

  /** Returns the parts that the answer should carry; empty for the default answer. */
  public List<SessionResponseContent> responseContent() {
    return responseContent;
  }

  /** Returns the session as it was last read. */
  public Optional<CustomerSessionV2> known() {
    return Optional.ofNullable(known);
  }

  /** Returns what of these options belongs to the read that follows a lost answer. */
  RequestOptions forReading() {
    Builder read = builder();
    read.timeout = timeout;
    read.retries = retries;
    read.headers.putAll(headers);
    return read.build();
  }

  /** Collects options. */
  public static final class Builder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<SessionResponseContent> responseContent = new ArrayList<>();
    private @Nullable Duration timeout;
    private @Nullable Duration deadline;
    private @Nullable Integer retries;
    private @Nullable String idempotencyKey;
    private @Nullable Boolean dry;
    private @Nullable OffsetDateTime now;
    private @Nullable Boolean runRuleEngine;
    private @Nullable CustomerSessionV2 known;

    private Builder() {}

    /**
     * Sets how long each attempt may take, from connecting to the last byte; 0 for as long as it
     * takes.
     */
    public Builder timeout(Duration most) {
      if (most.isNegative()) {
        throw new IllegalArgumentException("timeout must not be negative");
      }
      timeout = most;
      return this;
    }

    /**
     * Sets how long the call may take with all attempts, waits and confirming reads. Default: as
     * the client says.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder deadline(Duration most) {
      deadline = Deadline.checked(most);
      return this;
    }

    /** Sets how often the call may be repeated; 0 for never. */
    public Builder retries(int most) {
      if (most < 0) {
        throw new IllegalArgumentException("retries must not be negative");
      }
      retries = most;
      return this;
    }

    /** Adds a header, in place of any of the same name. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /**
     * Sets the idempotency key of this call, so that the server carries it out once, however often
     * it is sent, and responds to every repetition as it did to the first; v2 updates, moves,
     * reopening and returns. A call with another body needs another key.
     */
    public Builder idempotencyKey(String key) {
      idempotencyKey = key;
      return this;
    }

    /** Sets whether the call is evaluated only and nothing stored; updates, moves and returns. */
    public Builder dry(boolean only) {
      dry = only;
      return this;
    }

    /** Sets the moment to evaluate at; v2 updates and moves. */
    public Builder now(OffsetDateTime moment) {
      now = moment;
      return this;
    }

    /** Sets whether the rules are evaluated for a return. */
    public Builder runRuleEngine(boolean run) {
      runRuleEngine = run;
      return this;
    }

    /** Asks for parts of the answer; v2 updates, moves and returns. */
    public Builder responseContent(SessionResponseContent... parts) {
      responseContent.clear();
      responseContent.addAll(List.of(parts));
      return this;
    }

    /**
     * Tells the session as it was last read. A move that its state does not allow is then refused
     * without a call, and an update whose answer was lost is not repeated once the session's {@code
     * updateCount} has moved on, as that could undo what another has written since.
     */
    public Builder known(CustomerSessionV2 session) {
      known = session;
      return this;
    }

    /** Builds the options. */
    public RequestOptions build() {
      return new RequestOptions(this);
    }
  }
}
