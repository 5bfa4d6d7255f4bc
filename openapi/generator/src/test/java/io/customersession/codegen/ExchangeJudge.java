package io.customersession.codegen;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Asks an independent validator about the requests of a client and their responses. It does so
 * after a response has reached the client: a validator that takes longer than a server keeps a
 * connection would make the next request fail.
 */
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

  /** The time that the validator may still take, in nanoseconds. */
  private long remaining;

  /** True if the validator took too much time or memory, and is asked no more. */
  private boolean isStuck;

  /** How the client's request is changed, to break a rule. */
  private @Nullable UnaryOperator<Request> change;

  /** True if the change breaks a rule. */
  private boolean isBroken;

  private @Nullable Operation current;

  /** Asks about the last exchange; null if that is done. */
  private @Nullable Runnable pending;

  /** The status that the stub was asked to return. */
  private int expectedStatus;

  /**
   * Creates a judge.
   *
   * @param validator null if nothing is judged
   * @param result gets the counts
   * @param seconds the time that the validator may take in all
   */
  ExchangeJudge(@Nullable IndependentValidator validator, RoundTripResult result, int seconds) {
    remaining = TimeUnit.SECONDS.toNanos(seconds);
    this.validator = validator;
    this.result = result;
  }

  /**
   * Sets what is sent next.
   *
   * @param status the status that the stub returns
   * @param wanted changes the client's request to another one that is valid; null to send it as it
   *     is
   */
  void expect(Operation operation, int status, @Nullable UnaryOperator<Request> wanted) {
    judgePending();
    expectedStatus = status;
    current = operation;
    change = wanted;
    isBroken = false;
  }

  /**
   * Sets what is sent next, which breaks a rule.
   *
   * @param operation null if it is not judged
   * @param wanted changes the client's request
   */
  void expectBroken(@Nullable Operation operation, UnaryOperator<Request> wanted) {
    judgePending();
    current = operation;
    change = wanted;
    isBroken = true;
  }

  /** Sets the next request, in which a parameter breaks a rule. */
  void expectBrokenParameter(Operation operation, UnaryOperator<Request> wanted) {
    boolean isJudged = validator != null && validator.judgesParameters();
    expectBroken(isJudged ? operation : null, wanted);
  }

  /** Returns true if there is a validator that ends. */
  boolean isJudging() {
    return validator != null && !isStuck;
  }

  /** Returns what the validator says about the body of a request; null if nothing. */
  @Nullable String requestErrors(Operation operation, String type, byte[] body) {
    IndependentValidator.Message message = message(operation, 0, type, body);
    return errors(message, judge -> judge.bodyErrors(message));
  }

  /** Returns what the validator says about the body of a response; null if nothing. */
  @Nullable String responseErrors(Operation operation, int status, String type, byte[] body) {
    IndependentValidator.Message message = message(operation, status, type, body);
    return errors(message, judge -> judge.responseErrors(message));
  }

  /** Returns what the validator says about a value of a parameter; null if nothing. */
  @Nullable String valueErrors(Operation operation, Parameter parameter, String json) {
    IndependentValidator judge = validator;
    return judge == null || isStuck
        ? null
        : errors(() -> judge.valueErrors(operation, parameter, json));
  }

  private @Nullable String errors(
      IndependentValidator.Message message,
      Function<IndependentValidator, @Nullable String> question) {
    IndependentValidator judge = validator;
    return judge == null || isStuck || !judge.judges(message)
        ? null
        : errors(() -> question.apply(judge));
  }

  private static IndependentValidator.Message message(
      Operation operation, int status, String type, byte[] body) {
    HttpUrl url =
        Objects.requireNonNull(
            HttpUrl.parse("http://localhost" + operation.path().replaceAll("\\{[^}]*}", "1")));
    return new IndependentValidator.Message(
        operation.method(),
        operation.path(),
        url,
        status,
        Map.of("content-type", List.of(type)),
        new IndependentValidator.Body(type, ByteString.of(body)));
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

  /** Returns a change that replaces the body and its media type. */
  static UnaryOperator<Request> withBody(byte[] content, String type) {
    return request ->
        withBody(content).apply(request).newBuilder().header("Content-Type", type).build();
  }

  /** Asks about the last exchange, unless that is done. */
  private void judgePending() {
    Runnable last = pending;
    pending = null;
    if (last != null) {
      last.run();
    }
  }

  @Override
  public void close() {
    judgePending();
    executor.shutdownNow();
    if (!isStuck && validator != null) {
      validator.close();
    }
  }

  /** Sends a request, perhaps changed, and keeps it for the validator. */
  @Override
  public Response intercept(Interceptor.Chain chain) throws IOException {
    judgePending();
    Request request = chain.request();
    if (change != null) {
      request = change.apply(request);
    }
    Response received = chain.proceed(request);
    Operation operation = current;
    IndependentValidator judge = validator;
    if (judge != null && operation != null && !isStuck) {
      IndependentValidator.Message sent =
          message(operation, request, 0, request.headers(), body(request));
      boolean isRefused = isBroken || (received.code() == 400 && !isDeclaredError(received));
      IndependentValidator.Message returned =
          isRefused
              ? null
              : message(operation, request, received.code(), received.headers(), body(received));
      boolean isExchange = !isBroken;
      pending = () -> judge(judge, operation, sent, returned, isExchange);
    }
    return received;
  }

  /** Returns true if the stub returns an error because it was asked to. */
  private boolean isDeclaredError(Response received) {
    return expectedStatus == received.code();
  }

  private static IndependentValidator.Message message(
      Operation operation,
      Request request,
      int status,
      Headers headers,
      IndependentValidator.@Nullable Body body) {
    return new IndependentValidator.Message(
        operation.method(), operation.path(), request.url(), status, headers.toMultimap(), body);
  }

  /**
   * Asks about an exchange.
   *
   * @param returned null if the request was refused
   * @param isExchange false if the request breaks a rule
   */
  private void judge(
      IndependentValidator judge,
      Operation operation,
      IndependentValidator.Message sent,
      IndependentValidator.@Nullable Message returned,
      boolean isExchange) {
    if (isStuck) {
      return;
    }
    int before = result.judged;
    if (judge.judges(sent)) {
      String errors = errors(() -> judge.errors(sent));
      count((errors != null) == (returned == null), operation, errors, sent);
    }
    if (returned != null && !isStuck && judge.judges(returned)) {
      String wrong = errors(() -> judge.responseErrors(returned));
      count(wrong == null, operation, wrong, returned);
    }
    if (isExchange && result.judged > before) {
      result.asked++;
    }
  }

  /** Returns what a validator says, or null. */
  private @Nullable String errors(Callable<@Nullable String> judge) {
    long start = System.nanoTime();
    try {
      long limit = Math.min(remaining, TimeUnit.SECONDS.toNanos(MAX_SECONDS));
      return executor.submit(judge).get(limit, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (isOutOfMemory(e)) {
        return giveUp("what the validator has no memory for");
      }
      return "the validator fails: " + e.getCause();
    } catch (TimeoutException e) {
      // swagger-request-validator waits for itself at some schemas that contain each other.
      return giveUp("what the validator does not end with");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      remaining -= System.nanoTime() - start;
    }
  }

  private static boolean isOutOfMemory(Throwable failure) {
    // Caches of the validator wrap errors.
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /** Asks the validator no more, and returns no errors. */
  private @Nullable String giveUp(String reason) {
    isStuck = true;
    result.notSampled.merge(reason, 1, Integer::sum);
    return null;
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
