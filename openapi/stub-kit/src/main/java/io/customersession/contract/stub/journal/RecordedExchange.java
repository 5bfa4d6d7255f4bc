package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request and its response. Immutable. */
public final class RecordedExchange {
  private static final int WEIGHT_WITHOUT_TEXTS = 1_000;
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?:-[!-~]{0,200})?");

  private final long number;
  private final Instant time;
  private final Duration duration;
  private final Request request;
  private final int status;
  private final Map<String, String> responseHeaders;
  private final RecordedTexts texts;
  private final List<ContractViolation> violations;
  private final long weight;

  /**
   * The properties of a request.
   *
   * @param secrets the secrets that are masked wherever the exchange is shown
   * @param method the HTTP method
   * @param path the path as sent, percent-encoded
   * @param query the query as sent, percent-encoded, or null if there was none
   * @param operation the operationId, or null if the document does not declare the operation
   * @param resourceId the id of the resource that the path names, decoded, or null if there was
   *     none
   * @param application the application that the key belongs to, or null if the request was refused
   *     before authentication
   * @param fault the injected faults, or null if there are none
   * @param stateBefore the state of the resource before the request, or null
   * @param stateAfter the state of the resource after the request, or null
   * @param responseVersion the version of the API that the response was made for, or null if the
   *     request was refused before it was chosen
   * @param responseVersionReason the reason for the version, or null if there is none
   * @param ifGivenUp the severity of an ignored conflict in this request
   * @param givenUpExpectedBy the expected violation that an ignored conflict is, or null
   */
  record Request(
      Secrets secrets,
      String method,
      String path,
      @Nullable String query,
      @Nullable String operation,
      @Nullable String resourceId,
      @Nullable Long application,
      @Nullable String fault,
      @Nullable String stateBefore,
      @Nullable String stateAfter,
      @Nullable String responseVersion,
      @Nullable String responseVersionReason,
      Severity ifGivenUp,
      @Nullable ExpectedViolation givenUpExpectedBy) {}

  RecordedExchange(
      long number,
      Instant time,
      Duration duration,
      Request request,
      int status,
      Map<String, String> responseHeaders,
      RecordedTexts texts,
      List<ContractViolation> violations) {
    this.number = number;
    this.time = time;
    this.duration = duration;
    this.request = request;
    this.status = status;
    this.responseHeaders = responseHeaders;
    this.texts = texts;
    this.violations = violations;
    this.weight = weighed();
  }

  /** Returns the number of the exchange, counted from 1 in the order of the responses. */
  public long number() {
    return number;
  }

  /** Returns the time at which the request arrived, by the clock of the machine. */
  public Instant time() {
    return time;
  }

  /** Returns the time from the arrival of the headers of the request to its response. */
  public Duration duration() {
    return duration;
  }

  /** Returns the HTTP method. */
  public String method() {
    return request.method();
  }

  /** Returns the path as sent, percent-encoded; user and password of a URL are masked. */
  public String path() {
    return Secrets.path(request.path());
  }

  /**
   * Returns the query as sent, percent-encoded, or null if there was none. The values of parameters
   * whose names say that they are secret, such as {@code token}, are masked.
   */
  public @Nullable String query() {
    String query = request.query();
    return query == null ? null : request.secrets().query(query);
  }

  /** Returns the operationId, or null if the document does not declare the operation. */
  public @Nullable String operation() {
    return request.operation();
  }

  /** Returns the id of the resource that the path names, such as a session's, decoded, or null. */
  public @Nullable String resourceId() {
    return request.resourceId();
  }

  /** Returns the application of the key, or null if authentication failed or is not needed. */
  public @Nullable Long application() {
    return request.application();
  }

  /**
   * Returns the headers of the request; names are compared ignoring case. Headers whose names say
   * that they are secret are masked, such as keys, signatures and cookies. An authentication scheme
   * is shown if the document declares it or it is registered.
   */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> shown = texts.headers();
    shown.replaceAll(
        (name, values) ->
            values.stream().map(value -> request.secrets().header(name, value)).toList());
    return shown;
  }

  /** Returns the body of the request as text; empty if there was none, or it was not read. */
  public String body() {
    return texts.body();
  }

  /**
   * Returns the injected faults and their origins, such as {@code delay=212ms by rule 1, drop-after
   * by header}, or null if there are none.
   */
  public @Nullable String fault() {
    return request.fault();
  }

  /**
   * Returns the state of the resource before the request, such as {@code open}; null if the request
   * created the resource, or nothing was stored.
   */
  public @Nullable String stateBefore() {
    return request.stateBefore();
  }

  /**
   * Returns the state of the resource after the request, such as {@code closed}; null if nothing
   * was stored, or the stub does not record states.
   */
  public @Nullable String stateAfter() {
    return request.stateAfter();
  }

  /**
   * Returns the header {@code traceparent} of the request, which names its trace (W3C Trace
   * Context); null if there is none, or it is malformed.
   */
  public @Nullable String traceparent() {
    List<String> sent = texts.headers().getOrDefault("traceparent", List.of());
    return sent.size() == 1 && TRACEPARENT.matcher(sent.get(0)).matches() ? sent.get(0) : null;
  }

  /**
   * Returns the version of the API whose properties the response carries, such as {@code 26.02} or
   * {@code latest}, or null if the request was refused before a version was chosen.
   */
  public @Nullable String responseVersion() {
    return request.responseVersion();
  }

  /**
   * Returns why the response has its version, such as {@code setting} or {@code User-Agent: Java
   * 25.26 and later}, or null if it has none.
   */
  public @Nullable String responseVersionReason() {
    return request.responseVersionReason();
  }

  /**
   * Returns the status of the response, even if a fault kept it from arriving, or 0 if a fault
   * closed the connection before the request was handled.
   */
  public int status() {
    return status;
  }

  /** Returns the headers of the response, without Content-Type and Content-Length. */
  public Map<String, String> responseHeaders() {
    return responseHeaders;
  }

  /** Returns the body of the response; empty if there was none. */
  public String responseBody() {
    return texts.response();
  }

  /** Returns the severity if the response was 409 and no further request followed. */
  Severity ifGivenUp() {
    return request.ifGivenUp();
  }

  /** Returns the expected violation that an ignored conflict is, or null. */
  @Nullable ExpectedViolation givenUpExpectedBy() {
    return request.givenUpExpectedBy();
  }

  /** Returns the violations of the request, including expected ones. */
  public List<ContractViolation> violations() {
    return violations;
  }

  /** Returns the approximate memory in bytes that the exchange takes. */
  long weight() {
    return weight;
  }

  private long weighed() {
    long sum =
        WEIGHT_WITHOUT_TEXTS
            + texts.length()
            + length(request.path())
            + length(request.query())
            + 2L * length(request.resourceId())
            + length(request.fault());
    for (ContractViolation violation : violations) {
      sum += violation.weight();
    }
    return sum;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Returns one readable line without bodies. */
  @Override
  public String toString() {
    String what = method() + " " + path() + (query() == null ? "" : "?" + query());
    return "#"
        + number
        + " "
        + Printable.of(what)
        + " -> "
        + (status == 0 ? "no response" : status)
        + (fault() == null ? "" : " [" + Printable.of(fault()) + "]");
  }
}
