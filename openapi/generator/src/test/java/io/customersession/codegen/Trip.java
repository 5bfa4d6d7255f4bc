package io.customersession.codegen;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One exchange: what a client sends to an operation, and what the stub returns. */
final class Trip {
  /**
   * A body in one media type.
   *
   * @param type null if generated code declares only a schema, which is read and written as JSON
   * @param codec reads and writes the values in JSON
   * @param schema the schema of the canonical document
   * @param sample the value
   * @param json the value in JSON, in which octets are text
   */
  record Body(
      BodyDefinition.@Nullable Variant type,
      JsonCodec<?> codec,
      Object schema,
      Object sample,
      String json) {
    boolean isJson() {
      return type == null || type.format() == BodyDefinition.Format.JSON;
    }

    /** Returns the media type to send: the declared one, or one in the declared range. */
    String contentType() {
      if (type == null) {
        return "application/json";
      }
      MediaType declared = type.type();
      try {
        return type.contentType();
      } catch (IllegalArgumentException e) {
        return declared.essence().replace("*", "x-any");
      }
    }
  }

  final Operation operation;
  final DeclaredResponse wanted;

  /** The arguments of the generated method but the body, by the keys of the parameters. */
  final Map<String, Object> values = new LinkedHashMap<>();

  /** The same values in JSON. */
  final Map<String, String> sent = new LinkedHashMap<>();

  /** The schemas of the parameters. */
  final Map<String, Object> schemas = new LinkedHashMap<>();

  final Map<Parameter, List<BrokenParameters.Broken>> broken = new LinkedHashMap<>();

  @Nullable Body request;
  @Nullable Body response;

  /** True if the values are examples that no validator has judged. */
  boolean isUnjudged;

  Trip(Operation operation, DeclaredResponse wanted) {
    this.operation = operation;
    this.wanted = wanted;
  }

  @Override
  public String toString() {
    Body sentBody = request;
    Body returned = response;
    return operation
        + " sent "
        + sent
        + (sentBody == null ? "" : " " + sentBody.contentType() + " " + sentBody.json())
        + ", returned "
        + wanted.status()
        + (returned == null ? "" : " " + returned.contentType() + " " + returned.json());
  }
}
