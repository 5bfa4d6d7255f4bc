package io.customersession.contract.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Prevents OkHttp from repeating a request on its own after a broken connection, 408, 421 or 503.
 * The server may already have processed the request, so repeating it is the caller's decision.
 *
 * <p>Request bodies remain repeatable, so authenticators, proxies and interceptors can still send a
 * request again.
 */
final class SendOnce {
  /** A status that OkHttp does not treat specially. */
  private static final int NEUTRAL = 499;

  /** The server may close a connection that has been idle for longer. Checking takes 1 ms. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Map<Connection, Long> LAST_USED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private SendOnce() {}

  /** Adds the first and the last application interceptor and the first network interceptor. */
  static OkHttpClient.Builder install(OkHttpClient.Builder http) {
    http.interceptors().add(0, SendOnce::contain);
    http.interceptors().add(SendOnce::restore);
    http.networkInterceptors().add(0, SendOnce::sendOnce);
    return http;
  }

  /** OkHttp handles only IOExceptions, but other exceptions must reach the caller too. */
  private static Response contain(Interceptor.Chain chain) throws IOException {
    Duration timeout = chain.request().tag(Duration.class);
    try {
      return (timeout == null ? chain : within(timeout, chain)).proceed(chain.request());
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new Escaped(e);
    }
  }

  /** Runs once for each time that an interceptor of the user proceeds. */
  private static Response restore(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Hidden hidden = new Hidden();
    Response response;
    try {
      response = chain.proceed(request.newBuilder().tag(Hidden.class, hidden).build());
    } catch (NotRepeated e) {
      throw e.failure;
    }
    boolean isHidden = response.code() == NEUTRAL && hidden.status != 0;
    return isHidden ? response.newBuilder().code(hidden.status).build() : response;
  }

  /** OkHttp's read and write timeouts are shorter than a long call timeout. */
  private static Interceptor.Chain within(Duration timeout, Interceptor.Chain chain) {
    int millis = millis(timeout);
    return chain
        .withReadTimeout(millis, TimeUnit.MILLISECONDS)
        .withWriteTimeout(millis, TimeUnit.MILLISECONDS);
  }

  static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  private static Response sendOnce(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    boolean stale = connection != null && isStale(chain.request(), connection);
    Response response;
    try {
      if (stale) {
        // The write fails before anything is sent, and OkHttp uses another connection.
        connection.socket().close();
      }
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      throw stale || isShutdown(e) ? e : new NotRepeated(e);
    }
    if (connection != null) {
      LAST_USED.put(connection, System.nanoTime());
    }
    int status = response.code();
    Hidden hidden = chain.request().tag(Hidden.class);
    if (hidden == null || (status != 408 && status != 421 && status != 503)) {
      return response;
    }
    hidden.status = status;
    return response.newBuilder().code(NEUTRAL).build();
  }

  /** The HTTP/2 connection is shutting down, so the request was not sent. */
  private static boolean isShutdown(IOException e) {
    // The class is internal to OkHttp, so it has no public type.
    return e.getClass().getSimpleName().equals("ConnectionShutdownException");
  }

  /** OkHttp itself checks idle connections, but not before a GET, which it would simply repeat. */
  private static boolean isStale(Request request, Connection connection) throws IOException {
    Long last = LAST_USED.get(connection);
    if (last == null
        || System.nanoTime() - last < IDLE_NANOS
        || !request.method().equals("GET")
        || connection.protocol() == Protocol.HTTP_2) {
      return false;
    }
    Socket socket = connection.socket();
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      // The end of the stream, or an unexpected byte.
      return socket.getInputStream().read() >= -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(timeout);
      }
    }
  }

  /** Returns the original exception if it is not an IOException, otherwise null. */
  static @Nullable Throwable escaped(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Escaped) {
        return cause.getCause();
      }
    }
    for (Throwable suppressed : e.getSuppressed()) {
      if (suppressed instanceof Error) {
        return suppressed;
      }
    }
    return null;
  }

  /** Holds the real status, hidden from OkHttp. */
  private static final class Hidden {
    private volatile int status;
  }

  /** Carries an exception that is not an IOException through OkHttp. */
  private static final class Escaped extends IOException {
    private static final long serialVersionUID = 1;

    Escaped(Throwable cause) {
      super(cause);
    }
  }

  /** A ProtocolException, which OkHttp does not recover from. */
  private static final class NotRepeated extends ProtocolException {
    private static final long serialVersionUID = 1;
    private final IOException failure;

    NotRepeated(IOException failure) {
      this.failure = failure;
    }
  }
}
