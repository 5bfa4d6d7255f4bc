package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and what its response. Immutable. */
public final class RecordedExchange {
  private static final int WEIGHT_WITHOUT_TEXTS = 1_000;

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
   * What is known of a request.
   *
   * @param secrets what is masked wherever the exchange is shown
   * @param method the HTTP method
   * @param path the path as sent, percent-encoded
   * @param query the query as sent, percent-encoded, or null if there was none
   * @param operation the operationId, or null if it named no declared operation
   * @param resourceId the id of the resource that the path names, decoded, or null if there was
   *     none
   * @param application the application that the key belongs to, or null if it was not let in
   * @param fault what went wrong on purpose, or null for nothing
   * @param responseVersion the version of the API that the response was made for, or null if the
   *     request was refused before it was chosen
   * @param responseVersionReason why it was chosen, or null likewise
   * @param ifGivenUp the severity of an ignored conflict in this request
   * @param givenUpExpectedBy the expectation that an ignored conflict meets in this call, or null
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

  /** Returns when the request came, by the machine's clock. */
  public Instant time() {
    return time;
  }

  /** Returns how long it took from the request's headers to its response. */
  public Duration duration() {
    return duration;
  }

  /** Returns the HTTP method. */
  public String method() {
    return request.method();
  }

  /** Returns the path as sent, percent-encoded; if it is a URL, without its user and password. */
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

  /** Returns the operationId, or null if the request named no declared operation. */
  public @Nullable String operation() {
    return request.operation();
  }

  /** Returns the id of the resource that the path names, such as a session's, decoded, or null. */
  public @Nullable String resourceId() {
    return request.resourceId();
  }

  /** Returns the application that the key belongs to, or null if the request was not let in. */
  public @Nullable Long application() {
    return request.application();
  }

  /**
   * Returns the headers of the request; names are compared ignoring case. Keys, signatures, cookies
   * and what else is secret by its name are masked; the scheme word before a key is shown if it is
   * one of the document's or a registered one.
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
   * Returns what went wrong on purpose and why, such as {@code delay=212ms by rule 1, drop-after by
   * header}, or null for nothing.
   */
  public @Nullable String fault() {
    return request.fault();
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
   * Returns the status of the response, also of one that a fault kept from arriving; 0 if a fault
   * cut the connection before the call was carried out.
   */
  public int status() {
    return status;
  }

  /** Returns the headers of the response besides those that follow from its body. */
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

  /** Returns the expectation that an ignored conflict meets in this call, or null. */
  @Nullable ExpectedViolation givenUpExpectedBy() {
    return request.givenUpExpectedBy();
  }

  /** Returns what the request did against the contract, expected violations included. */
  public List<ContractViolation> violations() {
    return violations;
  }

  /** Returns about how many bytes of memory the exchange takes. */
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

  /** Returns one line for a person, without bodies. */
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
