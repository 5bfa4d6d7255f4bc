package io.customersession.contract.stub.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request: named steps, one after the other, until one of them responds or throws. One
 * step handles the request; those before it decide whether it is admitted, those after it encode
 * what it returned. Whatever the response is and wherever it comes from, it is recorded at the end.
 * Immutable and safe for use by several threads.
 *
 * @param <C> what is handed from step to step
 */
public final class RequestPipeline<C extends RequestContext> {
  private final List<Step<C>> admission;
  private final Step<C> handler;
  private final List<Step<C>> completion;
  private final BiFunction<C, Throwable, StubResponse> errors;
  private final BiFunction<C, StubResponse, StubResponse> recorder;

  private RequestPipeline(Builder<C> builder) {
    admission = List.copyOf(builder.admission);
    handler = Objects.requireNonNull(builder.handler, "a pipeline needs a handler");
    completion = List.copyOf(builder.completion);
    errors = Objects.requireNonNull(builder.errors, "a pipeline needs an encoder of errors");
    recorder = builder.recorder;
  }

  /** Returns an empty builder. */
  public static <C extends RequestContext> Builder<C> builder() {
    return new Builder<>();
  }

  /** Returns the names of the steps, in their order. */
  public List<String> steps() {
    return Stream.of(admission.stream(), Stream.of(handler), completion.stream())
        .flatMap(each -> each)
        .map(Step::name)
        .toList();
  }

  /**
   * Carries a request through all steps. Whatever a step throws becomes a response; what the
   * encoder of errors or the recorder throws reaches the caller.
   */
  public StubResponse handle(C context) {
    StubResponse early = admit(context);
    if (early != null) {
      return early;
    }
    try {
      handler.action().accept(context);
    } catch (RuntimeException | Error e) {
      return fail(context, e);
    }
    return complete(context);
  }

  /**
   * Runs the steps before the handler, for a host that calls the operation itself.
   *
   * @return the response if the request is not admitted, recorded already; else null
   */
  public @Nullable StubResponse admit(C context) {
    return run(admission, context);
  }

  /**
   * Runs the steps after the handler, for a host that called the operation itself.
   *
   * @param result what the operation returned, or null if it returned nothing
   * @return the response, recorded already
   */
  public StubResponse complete(C context, @Nullable Object result) {
    context.result(result);
    return complete(context);
  }

  /**
   * Ends an admitted request with an error.
   *
   * @param thrown what the operation threw
   * @return the response, recorded already
   */
  public StubResponse fail(C context, Throwable thrown) {
    return recorder.apply(context, errors.apply(context, thrown));
  }

  private StubResponse complete(C context) {
    StubResponse response = run(completion, context);
    return response == null
        ? fail(context, new IllegalStateException("no step of the pipeline has responded"))
        : response;
  }

  private @Nullable StubResponse run(List<Step<C>> steps, C context) {
    try {
      for (Step<C> step : steps) {
        step.action().accept(context);
        if (context.response() != null) {
          return recorder.apply(context, context.response());
        }
      }
      return null;
    } catch (RuntimeException | Error e) {
      // Also what the recorder throws: an error that can be recorded is better than no response.
      return fail(context, e);
    }
  }

  private record Step<C>(String name, Consumer<C> action) {}

  /** Collects the steps of a pipeline. */
  public static final class Builder<C extends RequestContext> {
    private final List<Step<C>> admission = new ArrayList<>();
    private final List<Step<C>> completion = new ArrayList<>();
    private @Nullable Step<C> handler;
    private @Nullable BiFunction<C, Throwable, StubResponse> errors;
    private BiFunction<C, StubResponse, StubResponse> recorder = (context, response) -> response;

    private Builder() {}

    /** Adds a step: before the handler, or after it if that has been set. */
    public Builder<C> step(String name, Consumer<? super C> action) {
      (handler == null ? admission : completion).add(new Step<>(name, action::accept));
      return this;
    }

    /**
     * Sets the step that carries out the operation.
     *
     * @param name the name of the step
     * @param action returns what the operation returns, or null if that is nothing
     */
    public Builder<C> handler(
        String name, java.util.function.Function<? super C, @Nullable Object> action) {
      handler = new Step<>(name, context -> context.result(action.apply(context)));
      return this;
    }

    /** Sets what makes a response of whatever a step threw. */
    public Builder<C> errors(BiFunction<? super C, Throwable, StubResponse> encoder) {
      errors = encoder::apply;
      return this;
    }

    /** Sets what sees every response last, and may replace it. Default: nothing. */
    public Builder<C> recorder(BiFunction<? super C, StubResponse, StubResponse> last) {
      recorder = last::apply;
      return this;
    }

    /**
     * Builds the pipeline.
     *
     * @throws NullPointerException if the handler or the encoder of errors is missing
     */
    public RequestPipeline<C> build() {
      return new RequestPipeline<>(this);
    }
  }
}
