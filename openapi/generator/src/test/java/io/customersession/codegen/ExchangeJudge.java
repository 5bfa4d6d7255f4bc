package io.customersession.codegen;

import io.customersession.contract.operation.Operation;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Asks an independent validator about the requests of a client and their responses. */
final class ExchangeJudge implements Interceptor, AutoCloseable {
  private static final int MAX_SECONDS = 30;

  private final @Nullable IndependentValidator validator;
  private final RoundTripResult result;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "validator");
            thread.setDaemon(true);
            return thread;
          });

  /** True if the validator did not end, and is asked no more. */
  private boolean isStuck;

  /** How the client's request is changed, to break a rule. */
  private @Nullable UnaryOperator<Request> change;

  private @Nullable Operation current;

  /**
   * Creates a judge.
   *
   * @param validator null if nothing is judged
   * @param result gets the counts
   */
  ExchangeJudge(@Nullable IndependentValidator validator, RoundTripResult result) {
    this.validator = validator;
    this.result = result;
  }

  /**
   * Sets what is sent next.
   *
   * @param operation null if it is not judged
   * @param change changes the client's request, which breaks a rule then; null to send it as it is
   */
  void expect(@Nullable Operation operation, @Nullable UnaryOperator<Request> change) {
    current = operation;
    this.change = change;
  }

  /** Sets the next request, in which a parameter breaks a rule. */
  void expectParameter(Operation operation, UnaryOperator<Request> change) {
    boolean isJudged = validator != null && validator.judgesParameters();
    expect(isJudged ? operation : null, change);
  }

  /** Returns a change that replaces the body. */
  static UnaryOperator<Request> withBody(byte[] content) {
    return request -> {
      RequestBody before = request.body();
      RequestBody body = RequestBody.create(content, before == null ? null : before.contentType());
      return request
          .newBuilder()
          .method(request.method(), body)
          .header("Content-Length", Integer.toString(content.length))
          .build();
    };
  }

  @Override
  public void close() {
    executor.shutdownNow();
    if (!isStuck && validator != null) {
      validator.close();
    }
  }

  /** Sends a request, perhaps changed, and asks the validator about it. */
  @Override
  public Response intercept(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (change != null) {
      request = change.apply(request);
    }
    Response received = chain.proceed(request);
    if (validator != null && current != null && !isStuck) {
      judge(validator, current, request, received);
    }
    return received;
  }

  private void judge(
      IndependentValidator judge, Operation operation, Request request, Response received)
      throws IOException {
    IndependentValidator.Message sent =
        new IndependentValidator.Message(
            operation.method(),
            operation.path(),
            request.url(),
            0,
            request.headers().toMultimap(),
            body(request));
    boolean isRefused = change != null || received.code() == 400;
    if (judge.judges(sent)) {
      String errors = errors(() -> judge.errors(sent));
      count((errors != null) == isRefused, operation, errors, sent);
    }
    if (!isRefused) {
      IndependentValidator.Message returned =
          new IndependentValidator.Message(
              operation.method(),
              operation.path(),
              request.url(),
              received.code(),
              received.headers().toMultimap(),
              body(received));
      if (!isStuck && judge.judges(returned)) {
        String wrong = errors(() -> judge.responseErrors(returned));
        count(wrong == null, operation, wrong, returned);
      }
    }
  }

  /** Returns what a validator says, or null. */
  private @Nullable String errors(Callable<@Nullable String> judge) {
    try {
      return executor.submit(judge).get(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return "the validator fails: " + e.getCause();
    } catch (TimeoutException e) {
      // swagger-request-validator waits for itself at some schemas that contain each other.
      isStuck = true;
      result.notSampled.merge("what the validator does not end with", 1, Integer::sum);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void count(
      boolean isAgreed,
      Operation operation,
      @Nullable String errors,
      IndependentValidator.Message message) {
    if (isStuck) {
      return;
    }
    result.judged++;
    if (isAgreed) {
      result.agreed++;
    } else {
      IndependentValidator.Body body = message.body();
      result.disagreements.add(
          operation
              + (message.status() == 0 ? " request: " : " response: ")
              + (errors == null ? "accepted" : errors)
              + ": "
              + message.url()
              + (body == null ? "" : " " + body.content().utf8()));
    }
  }

  private static IndependentValidator.@Nullable Body body(Request request) throws IOException {
    RequestBody body = request.body();
    if (body == null || body.contentLength() == 0) {
      return null;
    }
    Buffer buffer = new Buffer();
    body.writeTo(buffer);
    return new IndependentValidator.Body(
        String.valueOf(body.contentType()), buffer.readByteString());
  }

  private static IndependentValidator.@Nullable Body body(Response response) throws IOException {
    byte[] bytes = response.peekBody(Long.MAX_VALUE).bytes();
    return bytes.length == 0
        ? null
        : new IndependentValidator.Body(
            String.valueOf(response.header("Content-Type")), ByteString.of(bytes));
  }
}
