package io.customersession.contract.operation;

import io.customersession.contract.json.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an OpenAPI document. Generated code implements it with one enum per document,
 * {@code ApiOperation}.
 */
public interface Operation {
  /** Returns what the document declares for the operation. */
  OperationDefinition definition();

  /** Returns the operationId. */
  default String id() {
    return definition().id();
  }

  /** Returns the HTTP method. */
  default String method() {
    return definition().method();
  }

  /** Returns the path template, such as {@code /v2/things/{thingId}}. */
  default String path() {
    return definition().path();
  }

  /** Returns the parameters in the path, the query, the headers and the cookies. */
  default List<Parameter> parameters() {
    return definition().parameters();
  }

  /** Returns the names of the path's parameters, in the order of the path. */
  default List<String> pathParameters() {
    return definition().pathParameters();
  }

  /** Returns the codec of the request body, or null if the operation has none. */
  default @Nullable JsonCodec<?> requestBody() {
    return definition().requestBody();
  }

  /** Returns true if a request must have a body. */
  default boolean requestBodyRequired() {
    return definition().requestBodyRequired();
  }

  /** Returns the codec of a success response's body, or null if it has none. */
  default @Nullable JsonCodec<?> responseBody() {
    return definition().responseBody();
  }

  /** Returns the status of a success response. */
  default int successStatus() {
    return definition().successStatus();
  }

  /**
   * Returns the name of the schema of an error response, or null if the document declares none.
   *
   * @param status the HTTP status of the error
   */
  default @Nullable String errorSchema(int status) {
    return definition().errorSchema(status);
  }

  /** Returns true if the document declares an error response with this very status. */
  default boolean declaresError(int status) {
    return definition().declaresError(status);
  }

  /**
   * Returns the security schemes of all alternatives; empty if the operation requires no
   * authentication.
   */
  default List<SecurityScheme> security() {
    return definition().security();
  }

  /**
   * Returns the alternatives to authenticate. A request has to satisfy all schemes of one of them;
   * one without schemes is satisfied by every request. Empty if the operation requires no
   * authentication.
   */
  default List<List<SecurityScheme>> securityAlternatives() {
    return definition().securityAlternatives();
  }
}
