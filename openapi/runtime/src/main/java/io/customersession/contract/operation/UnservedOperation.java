package io.customersession.contract.operation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An operation that the document declares with {@code x-served: false}: a server responds with 501
 * to authenticated requests. Immutable.
 */
public final class UnservedOperation {
  private final String id;
  private final String method;
  private final String path;
  private final List<SecurityScheme> security;

  /**
   * Creates an operation.
   *
   * @param id the operationId
   * @param method the HTTP method
   * @param path the path template
   * @param security the security schemes, any one of which is sufficient
   */
  public UnservedOperation(String id, String method, String path, SecurityScheme... security) {
    this.id = id;
    this.method = method;
    this.path = path;
    this.security = Collections.unmodifiableList(Arrays.asList(security.clone()));
  }

  /** Returns the operationId. */
  public String id() {
    return id;
  }

  /** Returns the HTTP method. */
  public String method() {
    return method;
  }

  /** Returns the path template, such as {@code /v2/things/{thingId}}. */
  public String path() {
    return path;
  }

  /**
   * Returns the security schemes, any one of which is sufficient; empty if the operation requires
   * no authentication.
   */
  public List<SecurityScheme> security() {
    return security;
  }

  /** Returns the error message of the response, without a period. */
  public String message() {
    return id
        + " ("
        + method
        + " "
        + path
        + ") is an operation of this API, but this server does not serve it";
  }

  @Override
  public String toString() {
    return id;
  }
}
