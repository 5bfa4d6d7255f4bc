package io.customersession.contract.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import okhttp3.HttpUrl;

/** Converts what OkHttp and its interceptors throw to the exceptions of this package. */
final class Failures {
  private Failures() {}

  /**
   * Returns the exception for a call without a response; an {@link Error} is thrown as is.
   *
   * @param url the address of the server
   */
  static ApiException withoutResponse(ApiCall<?> call, HttpUrl url, Exception thrown) {
    return ApiException.transport(
        call.operation(), url, 0, Collections.emptyMap(), ioException(thrown));
  }

  /** Converts any exception of OkHttp or an interceptor to an IOException. */
  static IOException ioException(Exception thrown) {
    Throwable escaped =
        thrown instanceof IOException ? SendOnce.escaped((IOException) thrown) : thrown;
    if (escaped instanceof Error) {
      throw (Error) escaped;
    }
    if (escaped instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      IOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(thrown);
      return interrupted;
    }
    if (escaped != null) {
      return new IOException("unexpected " + escaped.getClass().getSimpleName(), escaped);
    }
    return (IOException) thrown;
  }
}
