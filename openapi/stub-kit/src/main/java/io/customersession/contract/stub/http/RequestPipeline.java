package io.customersession.contract.stub.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request in named steps, one after the other, until one of them responds or throws. One
 * step handles the request; the steps before it decide whether it is admitted, and those after it
 * encode the result. Every response is recorded at the end, wherever it comes from. Immutable and
 * thread-safe.
 *
 * @param <C> the type of the context that steps hand along
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
   * Runs all steps. An exception of a step becomes a response; an exception of the encoder of
   * errors or of the recorder is thrown to the caller.
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
   * @return the recorded response if the request is not admitted, or null if it is
   */
  public @Nullable StubResponse admit(C context) {
    return run(admission, context);
  }

  /**
   * Runs the steps after the handler, for a host that called the operation itself.
   *
   * @param result the result of the operation, or null if it has none
   * @return the recorded response
   */
  public StubResponse complete(C context, @Nullable Object result) {
    context.result(result);
    return complete(context);
  }

  /**
   * Ends an admitted request with an error.
   *
   * @param thrown the exception of the operation
   * @return the recorded response
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
      // Also for an exception of the recorder: an error response is better than none.
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

    /** Adds a step: before the handler, or after it if the handler has been set. */
    public Builder<C> step(String name, Consumer<? super C> action) {
      (handler == null ? admission : completion).add(new Step<>(name, action::accept));
      return this;
    }

    /**
     * Sets the step that handles the request.
     *
     * @param name the name of the step
     * @param action returns the result of the operation, or null if it has none
     */
    public Builder<C> handler(String name, Function<? super C, @Nullable Object> action) {
      handler = new Step<>(name, context -> context.result(action.apply(context)));
      return this;
    }

    /** Sets the encoder of errors: returns the response for an exception of a step. */
    public Builder<C> errors(BiFunction<? super C, Throwable, StubResponse> encoder) {
      errors = encoder::apply;
      return this;
    }

    /** Sets the recorder, which gets every response last and may replace it. Default: none. */
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
