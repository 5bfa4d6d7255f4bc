package io.customersession.contract.stub.entity;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.RequestSteps;
import org.jspecify.annotations.Nullable;

/** The error responses of default handlers, with bodies as the document declares them. */
final class EntityErrors {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private EntityErrors() {}

  static HttpError notFound(EntityOperation operation, String id) {
    return of(operation, NOT_FOUND, "Not found", "There is no " + operation.entity() + " " + id);
  }

  static HttpError noDefault(EntityOperation operation) {
    return of(
        operation,
        NOT_IMPLEMENTED,
        "Not implemented",
        operation.operation() + " has no default handler: " + operation.reason());
  }

  /** Returns the refusal of a transition by the state machine of the document, a violation. */
  static HttpError illegalTransition(
      EntityOperation operation, EntityDefinition entity, String message) {
    return violation(operation, entity, message, HttpError.Reason.ILLEGAL_TRANSITION);
  }

  /** Returns the refusal of a transition by a rule of the stub, a violation. */
  static HttpError rejectedTransition(
      EntityOperation operation, EntityDefinition entity, String message) {
    return violation(operation, entity, message, HttpError.Reason.REJECTED_TRANSITION);
  }

  private static HttpError violation(
      EntityOperation operation, EntityDefinition entity, String message, HttpError.Reason reason) {
    Operation called = operation.operation();
    return refused(operation, entity, message)
        .because(reason, () -> null, RequestSteps.documented(called.method(), called.path()));
  }

  /**
   * Returns the refusal of a transition, with the status that the state machine declares for it.
   */
  private static HttpError refused(
      EntityOperation operation, EntityDefinition entity, String message) {
    Integer declared = entity.refused();
    return declared == null
        ? conflict(operation, message)
        : of(operation, declared, "Transition refused", message);
  }

  /** Returns the refusal of a change that the stored entities do not allow. */
  static HttpError conflict(EntityOperation operation, String message) {
    return of(operation, conflictStatus(operation.operation()), "Conflict", message);
  }

  /**
   * Returns 409 if it is declared, else the lowest declared status of a client's error that does
   * not mean something else, else 409 if a response is declared for every status, else 400.
   */
  private static int conflictStatus(Operation operation) {
    if (operation.declaresError(CONFLICT)) {
      return CONFLICT;
    }
    for (int status = BAD_REQUEST; status < FIRST_SERVER_ERROR; status++) {
      if (status != UNAUTHORIZED
          && status != FORBIDDEN
          && status != NOT_FOUND
          && operation.declaresError(status)) {
        return status;
      }
    }
    boolean isCovered =
        operation.errorSchema(CONFLICT) != null
            || operation.definition().response(CONFLICT) != null;
    return isCovered ? CONFLICT : BAD_REQUEST;
  }

  private static HttpError of(EntityOperation operation, int status, String title, String message) {
    JsonCodec<?> codec = codec(operation, status);
    Object body = codec instanceof ModelCodec<?> model ? filled(model, status, message) : null;
    return body != null
        ? HttpError.withBody(status, body, message)
        : HttpError.withBody(status, ErrorBodies.problem(status, title, message), message)
            .withHeader("Content-Type", ErrorBodies.PROBLEM_JSON);
  }

  private static <T> @Nullable Object filled(ModelCodec<T> codec, int status, String message) {
    return ErrorBodies.filled(codec, status, message);
  }

  private static @Nullable JsonCodec<?> codec(EntityOperation operation, int status) {
    JsonCodec<?> codec = operation.error(status);
    ResponseDefinition response = operation.operation().definition().response(status);
    BodyDefinition body = response == null ? null : response.body();
    return codec == null && body != null ? body.jsonCodec() : codec;
  }
}
