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
 * Keeps OkHttp from sending a request again on its own: after a broken connection, a 408, a 421 or
 * a 503. Whether a call is repeated is the caller's decision, and the server may already have
 * carried it out.
 *
 * <p>Request bodies stay repeatable, so authenticators, proxies and interceptors may still send a
 * request again.
 */
final class SendOnce {
  /** A status that OkHttp has no plans for. */
  private static final int NEUTRAL = 499;

  /**
   * After this time a connection may have been closed by the server. Checking takes a millisecond.
   */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Map<Connection, Long> LAST_USED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private SendOnce() {}

  /**
   * Adds the interceptors that this takes: the first and the last of the application, and the first
   * of the network.
   */
  static OkHttpClient.Builder install(OkHttpClient.Builder http) {
    http.interceptors().add(0, SendOnce::contain);
    http.interceptors().add(SendOnce::restore);
    http.networkInterceptors().add(0, SendOnce::sendOnce);
    return http;
  }

  /** Whatever is thrown has to reach the caller: OkHttp itself only expects IOExceptions. */
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

  /** Runs once for each time that an interceptor of the user's proceeds. */
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

  /**
   * OkHttp gives up on a silent server sooner than on a whole call, which would cut a longer
   * timeout short.
   */
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
        // The write fails, and OkHttp takes another connection: nothing has been sent.
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
    if (hidden == null || status != 408 && status != 421 && status != 503) {
      return response;
    }
    hidden.status = status;
    return response.newBuilder().code(NEUTRAL).build();
  }

  /** A server that shuts an HTTP/2 connection down refuses new requests; this one was not sent. */
  private static boolean isShutdown(IOException e) {
    // The class is internal to OkHttp.
    return e.getClass().getSimpleName().equals("ConnectionShutdownException");
  }

  /** OkHttp looks itself before it sends anything but a GET, which it would rather send again. */
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
      // The end of the stream, or a byte that nobody asked for.
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

  /** Returns what was thrown below, if it is not one of the IOExceptions that OkHttp expects. */
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

  /** The status that OkHttp must not see. */
  private static final class Hidden {
    private volatile int status;
  }

  /** Carries what is not an IOException through OkHttp. */
  private static final class Escaped extends IOException {
    private static final long serialVersionUID = 1;

    Escaped(Throwable cause) {
      super(cause);
    }
  }

  /** OkHttp does not recover from a ProtocolException. */
  private static final class NotRepeated extends ProtocolException {
    private static final long serialVersionUID = 1;
    private final IOException failure;

    NotRepeated(IOException failure) {
      this.failure = failure;
    }
  }
}
