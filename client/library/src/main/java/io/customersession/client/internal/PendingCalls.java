package io.customersession.client.internal;

import io.customersession.client.RequestOptions;
import io.customersession.client.api.ApiOperation;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.operation.Operation;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies request options to generated calls. */
public final class PendingCalls {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final @Nullable Duration deadline;

  /**
   * Creates a factory.
   *
   * @param deadline the default time limit of a call, or null if there is none
   */
  public PendingCalls(@Nullable Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * Returns a call with options applied and without a policy for lost responses.
   *
   * @throws IllegalArgumentException if the operation does not support one of the options
   */
  public <T extends @Nullable Object> PendingCall<T> of(ApiCall<T> call, RequestOptions options) {
    return of(call, options, null);
  }

  <T extends @Nullable Object> PendingCall<T> of(
      ApiCall<T> call, RequestOptions options, @Nullable LostResponsePolicy<T, ?> policy) {
    ApiCall<T> configured = call;
    for (Map.Entry<String, String> header : options.headers().entrySet()) {
      configured = configured.withHeader(header.getKey(), header.getValue());
    }
    requireSupported(call.operation(), options);
    String key = options.idempotencyKey().orElse(null);
    if (key != null) {
      configured = configured.withHeader(IDEMPOTENCY_KEY, key);
    }
    if (options.timeout().isPresent()) {
      configured = configured.withTimeout(options.timeout().get());
    }
    return new PendingCall<>(
        configured, options.maxRetries().orElse(null), options.deadline().orElse(deadline), policy);
  }

  /** Returns the options that also apply to the read after a lost response. */
  static RequestOptions forReading(RequestOptions options) {
    RequestOptions.Builder read = RequestOptions.builder();
    options.timeout().ifPresent(read::timeout);
    options.maxRetries().ifPresent(read::maxRetries);
    options.headers().forEach(read::header);
    return read.build();
  }

  private static void requireSupported(Operation operation, RequestOptions options) {
    requireParameter(operation, "dry", options.dry().isPresent());
    requireParameter(operation, "now", options.now().isPresent());
    requireParameter(operation, "runRuleEngine", options.runRuleEngine().isPresent());
    requireParameter(operation, IDEMPOTENCY_KEY, options.idempotencyKey().isPresent());
    if (!options.responseContent().isEmpty()
        && operation != ApiOperation.UPDATE_CUSTOMER_SESSION_V2
        && operation != ApiOperation.RETURN_CART_ITEMS) {
      throw unsupported(operation, "responseContent");
    }
  }

  private static void requireParameter(Operation operation, String parameter, boolean isSet) {
    if (isSet && operation.parameters().stream().noneMatch(it -> it.name().equals(parameter))) {
      throw unsupported(operation, parameter);
    }
  }

  private static IllegalArgumentException unsupported(Operation operation, String option) {
    return new IllegalArgumentException(operation.id() + " does not support the option " + option);
  }
}
