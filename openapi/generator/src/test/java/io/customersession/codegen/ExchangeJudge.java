package io.customersession.codegen;

import com.google.common.util.concurrent.ExecutionError;
import io.customersession.contract.operation.Operation;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Asks an independent validator about the requests of a client and their responses. */
final class ExchangeJudge implements Interceptor, AutoCloseable {
  private final @Nullable IndependentValidator validator;
  private final RoundTripResult result;

  /** The body to send in place of the client's. */
  private byte @Nullable [] replacement;

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
   * @param body what to send in place of the client's body, which breaks a rule; null for nothing
   */
  void expect(@Nullable Operation operation, byte @Nullable [] body) {
    current = operation;
    replacement = body;
  }

  @Override
  public void close() {
    if (validator != null) {
      validator.close();
    }
  }

  /** Sends a request, perhaps with another body, and asks the validator about it. */
  @Override
  public Response intercept(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    byte[] other = replacement;
    RequestBody before = request.body();
    if (other != null) {
      RequestBody body = RequestBody.create(other, before == null ? null : before.contentType());
      request =
          request
              .newBuilder()
              .method(request.method(), body)
              .header("Content-Length", Integer.toString(other.length))
              .build();
    }
    Response received = chain.proceed(request);
    if (validator != null && current != null) {
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
    boolean isRefused = replacement != null || received.code() == 400;
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
      if (judge.judges(returned)) {
        String wrong = errors(() -> judge.responseErrors(returned));
        count(wrong == null, operation, wrong, returned);
      }
    }
  }

  private static @Nullable String errors(Supplier<@Nullable String> judge) {
    try {
      return judge.get();
    } catch (RuntimeException | StackOverflowError | ExecutionError e) {
      return "the validator fails: " + e;
    }
  }

  private void count(
      boolean isAgreed,
      Operation operation,
      @Nullable String errors,
      IndependentValidator.Message message) {
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
