package io.customersession.contract.stub.violation;

import io.customersession.contract.stub.http.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something in a request that the contract does not allow, that has no effect, or that is
 * dangerous. Immutable.
 *
 * @param kind the rule
 * @param severity the severity
 * @param operation the operationId, or null if the document does not declare the operation
 * @param method the HTTP method
 * @param path the path as sent
 * @param title the title in error responses
 * @param location a JSON pointer into the body, the name of a parameter or header, or a line of the
 *     body
 * @param details one sentence
 * @param rule the JSON pointer of the rule in the document
 * @param sent the value sent, as JSON and at most 80 characters of it, or null if it is unknown
 * @param rightForm the nearest correct form, one sentence, or null if the details have it
 * @param refused true if the request was refused; otherwise it was handled nevertheless
 * @param application the application of the caller's key, or null if it is unknown
 * @param userAgent the caller's User-Agent, at most 200 characters of it, or null if there was none
 * @param expectedBy the expected violation that it is, or null if it was not expected
 * @param occurrence the exchange in which it occurred, or null while that is in progress
 */
public record ContractViolation(
    ContractRule kind,
    Severity severity,
    @Nullable String operation,
    String method,
    String path,
    String title,
    String location,
    String details,
    String rule,
    @Nullable String sent,
    @Nullable String rightForm,
    boolean refused,
    @Nullable Long application,
    @Nullable String userAgent,
    @Nullable ExpectedViolation expectedBy,
    @Nullable Occurrence occurrence) {
  private static final int WEIGHT_WITHOUT_TEXTS = 400;

  /** Returns this violation with the exchange in which it occurred. */
  public ContractViolation in(Occurrence exchange) {
    return new ContractViolation(
        kind,
        severity,
        operation,
        method,
        path,
        title,
        location,
        details,
        rule,
        sent,
        rightForm,
        refused,
        application,
        userAgent,
        expectedBy,
        exchange);
  }

  /** Returns the approximate memory in bytes that it takes. */
  public int weight() {
    return WEIGHT_WITHOUT_TEXTS
        + path.length()
        + location.length()
        + details.length()
        + (sent == null ? 0 : sent.length())
        + (rightForm == null ? 0 : rightForm.length())
        + (userAgent == null ? 0 : userAgent.length());
  }

  /** Returns how the real API handles it: a predicate without a full stop. */
  public String consequence() {
    return kind.consequence();
  }

  /** Returns all properties on several lines; control characters are escaped. */
  public String explained() {
    StringBuilder text = new StringBuilder();
    text.append(severity.name().toLowerCase(Locale.ROOT))
        .append(' ')
        .append(kind.key())
        .append(": ")
        .append(Printable.of(details))
        .append("\n  call:       ")
        .append(Printable.of(method))
        .append(' ')
        .append(Printable.of(path))
        .append(operation == null ? "" : " (" + operation + ")");
    line(text, "where", location.isEmpty() ? wholeBody() : location);
    line(text, "sent", sent);
    line(text, "rule", rule);
    line(text, "stub", refused ? "refused the request" : "carried the request out");
    line(text, "real API", consequence());
    line(text, "right form", rightForm);
    return text.toString();
  }

  /** Returns the place of a violation without a location, or null if it is not in the body. */
  private @Nullable String wholeBody() {
    return switch (kind) {
      case MALFORMED_BODY, SCHEMA, LIMIT, NOT_ALLOWED, MEDIA_TYPE, BODY_TOO_LARGE -> "the body";
      default -> null;
    };
  }

  @Override
  public String toString() {
    return (refused ? "refused: " : "noted: ")
        + Printable.of(operation == null ? method + " " + path : operation)
        + " "
        + Printable.of(location)
        + ": "
        + Printable.of(details)
        + " ["
        + rule
        + "]";
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append("\n  ")
          .append(name)
          .append(':')
          .append(" ".repeat(11 - name.length()))
          .append(Printable.of(value));
    }
  }
}
