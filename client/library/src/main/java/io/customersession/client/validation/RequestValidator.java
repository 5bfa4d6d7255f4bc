package io.customersession.client.validation;

import io.customersession.client.error.InvalidRequestException;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Violations;
import jakarta.validation.Validator;

/** Validates request bodies before they are sent. Called by any thread. */
public interface RequestValidator {
  /**
   * Validates a body.
   *
   * @param operation the operation to call
   * @param codec the codec of the body
   * @param body the body
   * @throws InvalidRequestException if the body must not be sent, with all violations
   */
  <M extends Model> void validate(Operation operation, ModelCodec<M> codec, M body);

  /** Returns a validator that accepts every body. */
  static RequestValidator none() {
    return new RequestValidator() {
      @Override
      public <M extends Model> void validate(Operation operation, ModelCodec<M> codec, M body) {}
    };
  }

  /** Returns a validator that applies the rules of the document: required fields, limits, enums. */
  static RequestValidator document() {
    return new RequestValidator() {
      @Override
      public <M extends Model> void validate(Operation operation, ModelCodec<M> codec, M body) {
        Violations violations = new Violations();
        codec.check(body, violations);
        if (!violations.acceptable()) {
          throw InvalidRequestException.before(operation, violations);
        }
      }
    };
  }

  /**
   * Returns a validator that applies the Jakarta annotations of the generated models and any
   * constraints that the given validator adds. It does not check enums and sums, which annotations
   * cannot express. Violations are sorted by JSON pointer.
   */
  static RequestValidator jakarta(Validator validator) {
    return new JakartaRequestValidator(validator);
  }
}
