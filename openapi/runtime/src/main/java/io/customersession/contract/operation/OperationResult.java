package io.customersession.contract.operation;

import io.customersession.contract.violation.Violations;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A success response of an operation that has a choice: of status, or of headers. Generated code
 * extends it. Immutable.
 *
 * @param <R> the generated class
 */
public abstract class OperationResult<R extends OperationResult<R>> {
  private final Operation operation;
  private final ResponseState state;

  /** Creates a result of an operation. */
  protected OperationResult(Operation operation, ResponseState state) {
    this.operation = operation;
    this.state = state;
  }

  /** Creates a result of the same class. */
  protected abstract R with(ResponseState other);

  /** Returns the HTTP status. */
  public final int status() {
    return state.status();
  }

  /** Returns the headers; names are case-insensitive. */
  public final Map<String, List<String>> headers() {
    return state.headers();
  }

  /** Returns the first value of a header, as sent. */
  public final Optional<String> header(String name) {
    List<String> values = state.headers().get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** Returns this result with a header, declared or not, which replaces those of the same name. */
  public final R withHeader(String name, String value) {
    return with(state.with(name, value));
  }

  /** Returns the body, or null if there is none. */
  public final @Nullable Object anyBody() {
    return state.body();
  }

  /**
   * Returns the body if the status belongs to a declared response, otherwise null.
   *
   * @param key the key of the response
   */
  protected final @Nullable Object body(String key) {
    ResponseDefinition response = operation.definition().response(state.status());
    return response != null && response.key().equals(key) ? state.body() : null;
  }

  /**
   * Returns the value of a declared header, or null if it is absent or does not have the declared
   * type.
   */
  protected final @Nullable Object declaredHeader(String name) {
    ResponseHeader header = declaration(name);
    return header == null
        ? null
        : header.read(
            state.headers().getOrDefault(name, Collections.emptyList()), new Violations());
  }

  /** Returns this result with the value of a declared header. */
  protected final R withDeclaredHeader(String name, Object value) {
    ResponseHeader header = declaration(name);
    return withHeader(name, header == null ? String.valueOf(value) : header.format(value));
  }

  /** Looks at the response with this status first; others may declare the same header. */
  private @Nullable ResponseHeader declaration(String name) {
    ResponseDefinition response = operation.definition().response(state.status());
    ResponseHeader header = response == null ? null : response.header(name);
    if (header == null) {
      for (ResponseDefinition other : operation.definition().responses()) {
        header = header == null ? other.header(name) : header;
      }
    }
    return header;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    if (!(other instanceof OperationResult)) {
      return false;
    }
    OperationResult<?> that = (OperationResult<?>) other;
    return operation.equals(that.operation)
        && state.status() == that.state.status()
        && state.headers().equals(that.state.headers())
        && Objects.equals(state.body(), that.state.body());
  }

  @Override
  public final int hashCode() {
    return Objects.hash(state.status(), state.headers(), state.body());
  }

  /** Returns the status, but not the body, which may contain personal data. */
  @Override
  public final String toString() {
    return operation + ": " + state.status();
  }
}
