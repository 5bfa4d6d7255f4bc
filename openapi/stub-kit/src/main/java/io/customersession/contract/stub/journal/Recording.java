package io.customersession.contract.stub.journal;

import com.google.gson.JsonElement;
import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Occurrence;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record of an exchange in progress. Not thread-safe. */
public final class Recording {
  private static final int MAX_EXCERPTS = 100;
  private static final int MAX_EXCERPT_LENGTH = 80;
  private static final int MAX_TEXT_LENGTH = 1_000;
  private static final int MAX_USER_AGENT_LENGTH = 200;

  private final Instant time = Instant.now();
  private final long started = System.nanoTime();
  private final Secrets secrets;
  private final String method;
  private final String path;

  /** One text for all violations. */
  private final String shortPath;

  private final @Nullable String query;
  private final Map<String, List<String>> headers;
  private final List<ContractViolation> violations = new ArrayList<>(0);
  private @Nullable String operation;
  private @Nullable String resourceId;
  private @Nullable Long application;
  private byte @Nullable [] body;
  private @Nullable String fault;
  private @Nullable String stateBefore;
  private @Nullable String stateAfter;
  private @Nullable String responseVersion;
  private @Nullable String responseVersionReason;
  private Map<String, String> responseHeaders = Map.of();
  private Epoch epoch = new Epoch();
  private Severities severities = Severities.defaults();
  private List<ExpectedViolation> expected = List.of();
  private @Nullable JsonElement parsed;
  private @Nullable Map<String, String> queryValues;

  /**
   * Starts the record of a request.
   *
   * @param secrets the secrets that are masked wherever the exchange is shown
   * @param method the HTTP method
   * @param path the path as sent, percent-encoded
   * @param query the query as sent, percent-encoded, or null if there is none
   * @param headers the headers of the request; they are not copied
   */
  public Recording(
      Secrets secrets,
      String method,
      String path,
      @Nullable String query,
      Map<String, List<String>> headers) {
    this.secrets = secrets;
    this.method = method;
    this.path = path;
    this.shortPath = cut(Secrets.path(path));
    this.query = query;
    this.headers = headers;
  }

  /** Returns a recording for a response to something that is not an exchange of the API. */
  public static Recording none() {
    return new Recording(Secrets.of(List.of()), "", "", null, Map.of());
  }

  /** Returns the HTTP method. */
  public String method() {
    return method;
  }

  /** Returns the path as sent. */
  public String path() {
    return path;
  }

  /** Records the operation. */
  public void operation(String operationId) {
    operation = operationId;
  }

  /** Records the application of the caller. */
  public void application(long id) {
    application = id;
  }

  /** Records the id of the resource that the path names. */
  public void resourceId(String id) {
    resourceId = id;
  }

  /** Records the body, which is not copied. */
  public void body(byte[] bytes) {
    body = bytes;
  }

  /** Records the injected faults and their origins. */
  public void fault(String description) {
    fault = description;
  }

  /**
   * Records that the state of the resource was changed, or kept by a change of something else.
   *
   * @param before the state before the request, or null if the request created the resource
   * @param after the state after it
   */
  public void states(@Nullable String before, String after) {
    stateBefore = before;
    stateAfter = after;
  }

  /** Records the version of the API of the response, and the reason for it. */
  public void responseVersion(String version, String reason) {
    responseVersion = version;
    responseVersionReason = reason;
  }

  /** Sets headers that the response has whatever its status is. */
  public void responseHeaders(Map<String, String> headers) {
    responseHeaders = headers;
  }

  /** Returns headers that the response has whatever its status is. */
  public Map<String, String> responseHeaders() {
    return responseHeaders;
  }

  /** Returns the id of the resource that the path names, or null if there is none. */
  public @Nullable String resourceId() {
    return resourceId;
  }

  /** Sets the epoch of the world in which the exchange began. */
  public void epoch(Epoch began) {
    epoch = began;
  }

  /** Returns the epoch of the world in which the exchange began. */
  public Epoch epoch() {
    return epoch;
  }

  /** Sets the severities of the rules for this request. */
  public void severities(Severities chosen) {
    severities = chosen;
  }

  /** Sets the violations that are expected in this request. */
  public void expected(List<ExpectedViolation> chosen) {
    expected = chosen;
  }

  /**
   * Records a violation, unless its rule is off.
   *
   * @param rule the rule that is broken
   * @param title the title of the violation in error responses
   * @param location a JSON pointer into the body, the name of a parameter or header, or a line of
   *     the body
   * @param details one sentence
   * @param documented the JSON pointer of the rule in the document
   * @param rightForm the nearest correct form, or null if the details have it
   * @param refused true if the request is refused for it
   */
  public void add(
      ContractRule rule,
      String title,
      String location,
      String details,
      String documented,
      @Nullable String rightForm,
      boolean refused) {
    Severity severity = severities.of(rule);
    if (severity != Severity.OFF) {
      violations.add(
          new ContractViolation(
              rule,
              severity,
              operation,
              method,
              shortPath,
              title,
              cut(location),
              cut(details),
              documented,
              explains() ? sent(rule, location) : null,
              rightForm,
              refused,
              application,
              userAgent(headers),
              expectedBy(rule, location),
              null));
    }
  }

  /** Returns true if a rule is not off in this request. */
  public boolean looksAt(ContractRule rule) {
    return severities.of(rule) != Severity.OFF;
  }

  /**
   * Returns true if the next violation gets an excerpt and a correct form, which only the first 100
   * violations of a request have.
   */
  public boolean explains() {
    return violations.size() < MAX_EXCERPTS;
  }

  /** Returns the value at a location, at most 80 characters of it, or null if it is unknown. */
  public @Nullable String sent(ContractRule rule, String location) {
    if (location.startsWith("/") && rule != ContractRule.UNKNOWN_PARAMETER) {
      return body == null ? null : excerpt(JsonPlace.of(location).text(parsed(body)));
    }
    if (rule != ContractRule.UNDECLARED_HEADER) {
      String value = queryValues().get(location);
      if (value != null) {
        return secrets.isSecret(location) ? Secrets.MASK : excerpt(value);
      }
    }
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(location)) {
        return excerpt(
            header.getValue().stream()
                .map(value -> secrets.header(location, value))
                .collect(Collectors.joining(", ")));
      }
    }
    return null;
  }

  private @Nullable ExpectedViolation expectedBy(ContractRule rule, String location) {
    return ExpectedViolation.firstMatch(expected, rule, location).orElse(null);
  }

  /**
   * Returns the User-Agent of a request, at most 200 characters of it, or null if there is none.
   */
  static @Nullable String userAgent(Map<String, List<String>> headers) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("User-Agent")) {
        String text = String.join(", ", header.getValue());
        return Printable.beginning(text, MAX_USER_AGENT_LENGTH);
      }
    }
    return null;
  }

  /** Returns the first value of each query parameter, decoded as the stub understands it. */
  private Map<String, String> queryValues() {
    if (queryValues == null) {
      queryValues = new HashMap<>();
      for (String pair : query == null ? new String[0] : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0) {
          queryValues.putIfAbsent(
              Secrets.decoded(pair.substring(0, equals)),
              Secrets.decoded(pair.substring(equals + 1)));
        }
      }
    }
    return queryValues;
  }

  private JsonElement parsed(byte[] sent) {
    if (parsed == null) {
      parsed = JsonPlace.parsed(new String(sent, StandardCharsets.UTF_8));
    }
    return parsed;
  }

  private static @Nullable String excerpt(@Nullable String text) {
    return text == null ? null : Printable.beginning(text, MAX_EXCERPT_LENGTH);
  }

  /** Shortens a text to 1,000 characters: a name may be as long as a body. */
  static String cut(String text) {
    return Printable.beginning(text, MAX_TEXT_LENGTH);
  }

  /** Returns the violations that are expected in this request. */
  List<ExpectedViolation> expected() {
    return expected;
  }

  /** Completes the violations: they occurred in the exchange with a number. */
  List<ContractViolation> violations(String world, long number) {
    if (violations.isEmpty()) {
      return List.of();
    }
    Occurrence occurrence = new Occurrence(world, number, time);
    return violations.stream().map(each -> each.in(occurrence)).toList();
  }

  /** Returns the headers of the request, encoded for {@link RecordedTexts}. */
  byte[] head() {
    return RecordedTexts.head(headers);
  }

  /** Returns the body of the request, not a copy; empty if there is none or it was not read. */
  public byte[] body() {
    return body == null ? new byte[0] : body;
  }

  RecordedExchange completed(
      long number,
      List<ContractViolation> occurred,
      int status,
      Map<String, String> responseHeaders,
      RecordedTexts texts) {
    boolean isDone = status >= 200 && status < 400;
    return new RecordedExchange(
        number,
        time,
        Duration.ofNanos(System.nanoTime() - started),
        new RecordedExchange.Request(
            secrets,
            method,
            path,
            query,
            operation,
            resourceId,
            application,
            fault,
            isDone ? stateBefore : null,
            isDone ? stateAfter : null,
            responseVersion,
            responseVersionReason,
            severities.of(ContractRule.CONFLICT_IGNORED),
            expectedBy(ContractRule.CONFLICT_IGNORED, "")),
        status,
        responseHeaders,
        texts,
        occurred);
  }
}
