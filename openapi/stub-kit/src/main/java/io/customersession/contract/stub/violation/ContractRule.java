package io.customersession.contract.stub.violation;

import java.util.Locale;
import java.util.Optional;

/** The rules that a request can break, and uses of the API that are allowed but harmful. */
public enum ContractRule {
  /** The body is not a JSON document. */
  MALFORMED_BODY(
      Severity.ERROR,
      "The body is not a JSON document in well-formed UTF-8, or names a property twice",
      "refuses the request with 400"),
  /** A value is missing, has the wrong type or format, or is not among the allowed ones. */
  SCHEMA(
      Severity.ERROR,
      "A value has another type or format than declared, is none of the declared ones, or is missing",
      "refuses the request with 400"),
  /** A value is out of its bounds. */
  LIMIT(
      Severity.ERROR,
      "A number, text or list is smaller, shorter, larger or longer than declared",
      "refuses the request with 400"),
  /** A value is valid by its schema, but not in its place or at its time. */
  NOT_ALLOWED(
      Severity.ERROR,
      "A value is right by its schema, but not in this place or at this time",
      "refuses the request with 400"),
  /** A property that the document does not declare. */
  UNKNOWN_PROPERTY(
      Severity.ERROR,
      "A property that the document does not declare",
      "ignores it: what was sent is lost"),
  /** A query parameter that the document does not declare, or that was sent twice. */
  UNKNOWN_PARAMETER(
      Severity.ERROR,
      "A query parameter that the document does not declare for the operation",
      "ignores it"),
  /** A header that the document does not declare. */
  UNDECLARED_HEADER(
      Severity.WARNING,
      "A header that neither HTTP nor the document declares for the operation",
      "ignores it"),
  /** A property that only the server assigns. */
  READ_ONLY_PROPERTY(
      Severity.WARNING, "A property that only the server assigns was sent", "ignores it"),
  /** A property that has no effect in the state that the resource is in. */
  IGNORED_PROPERTY(
      Severity.WARNING,
      "A property that has no effect in the state that the resource is in",
      "changes the state only: what was sent is lost"),
  /** A path or method that the document does not declare, not even as unserved. */
  UNDECLARED_OPERATION(
      Severity.ERROR,
      "A path, or a method for it, that the document does not declare",
      "responds with 404 or 405"),
  /** An operation that is known, but not served. */
  UNSERVED_OPERATION(
      Severity.ERROR,
      "An operation that the document declares as known, but not served",
      "carries it out; the stub responds with 501"),
  /** A missing or wrong key. */
  UNAUTHORIZED(Severity.ERROR, "The key is missing or wrong", "responds with 401"),
  /** A body that is not JSON according to its headers. */
  MEDIA_TYPE(
      Severity.ERROR,
      "According to its headers, the body does not have a declared media type",
      "responds with 415"),
  /** A body without a type. */
  MISSING_MEDIA_TYPE(
      Severity.WARNING, "The request has a body, but no Content-Type", "reads it as JSON"),
  /** A body that is too large. */
  BODY_TOO_LARGE(
      Severity.ERROR, "The body is larger than the stub accepts", "may respond with 413"),
  /** A transition that the table does not have. */
  ILLEGAL_TRANSITION(
      Severity.ERROR,
      "A transition, or a change in a state, that the document's table does not have",
      "refuses the request with 400; nothing is changed"),
  /** A transition that one of the partner's own rules rejects. */
  REJECTED_TRANSITION(
      Severity.ERROR,
      "A transition that the table has, but a TransitionRule rejects",
      "carries it out unless it has the same rule"),
  /** An empty list that removes what the resource has. */
  EMPTY_LIST(
      Severity.WARNING,
      "An empty list that removes what the resource had",
      "carries it out: the cart or the codes are gone"),
  /** A session that was closed with a coupon, but without an identifier. */
  CLOSE_WITHOUT_IDENTIFIER(
      Severity.WARNING,
      "A session with a coupon was closed without a profile or identifier",
      "carries it out; limits per profile or identifier cannot be enforced"),
  /** A 409 response without any later request for the same resource. */
  CONFLICT_IGNORED(
      Severity.WARNING,
      "The response was 409, and the resource was neither read nor changed again",
      "has not carried it out: what was sent is lost"),
  /** A call of an operation that has a newer version. */
  OLD_VERSION(
      Severity.WARNING,
      "A call of an operation for which the document has a newer version",
      "carries it out, without what only the newer version has"),
  /** The stub sent a response that the document does not allow. */
  RESPONSE(
      Severity.ERROR,
      "The stub's own response is not what the document declares; please report it",
      "responds with something else");

  private final Severity severity;
  private final String meaning;
  private final String consequence;

  ContractRule(Severity severity, String meaning, String consequence) {
    this.severity = severity;
    this.meaning = meaning;
    this.consequence = consequence;
  }

  /** Returns the name for settings and reports, such as {@code empty-list}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the default severity. */
  public Severity severity() {
    return severity;
  }

  /** Returns the meaning without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** Returns how the real API handles it: a predicate without a full stop. */
  public String consequence() {
    return consequence;
  }

  /** Returns the rule with a key, or empty if there is none. */
  public static Optional<ContractRule> of(String key) {
    for (ContractRule rule : values()) {
      if (rule.key().equals(key)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
