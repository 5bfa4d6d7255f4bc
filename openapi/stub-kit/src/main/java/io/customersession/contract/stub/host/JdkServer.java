package io.customersession.contract.stub.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.StubResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP server, with deadlines for slow clients, and a stop that completes the requests in
 * flight. Thread-safe.
 */
public final class JdkServer implements HttpListener {
  private static final int BACKLOG = 1024;

  /** A response may be delayed for 10 minutes, and is sent soon after. */
  private static final int MAX_RESPONSE_SECONDS = 900;

  static {
    // The server reads these when it is loaded. Without the first, responses on a kept-alive
    // connection may wait 40 ms for an acknowledgement. With fewer idle connections than clients
    // keep, it closes those that they are about to use.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxIdleConnections", "10000");
    // Without it, the server never forgets the connection of a client that has gone during a delay.
    setUnlessSet("sun.net.httpserver.maxRspTime", String.valueOf(MAX_RESPONSE_SECONDS));
  }

  /** True if this JVM has stopped a server before. */
  private static volatile boolean stoppedOne;

  /** Written if the logger cannot be used. */
  private static final byte[] FAILED =
      "the server has stopped, because one of its threads failed\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final RequestThreads threads;
  private final ResponseSender responses;
  private final Duration stopTimeout;
  private final Phaser inFlight = new Phaser(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final FreeHeap freeHeap = new FreeHeap();
  private final ServerThreads group;

  private @Nullable HttpServer server;
  private final CountDownLatch gaveUp = new CountDownLatch(1);
  private boolean logged;
  private volatile @Nullable Thread failedThread;
  private volatile @Nullable Throwable failure;
  private int port;
  private volatile boolean refusing;
  private volatile boolean failed;

  private JdkServer(HostSettings settings) {
    stopTimeout = settings.stopTimeout();
    group = new ServerThreads(this::serverFailed, this::giveUp);
    threads =
        new RequestThreads(
            group, settings.minThreads(), settings.maxThreads(), settings.requestTimeout());
    responses = new ResponseSender(threads);
  }

  /**
   * Starts a server.
   *
   * @param settings the address and the limits
   * @param responder handles requests
   * @throws IOException if the address cannot be bound
   */
  public static JdkServer start(HostSettings settings, Responder responder) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + settings.host());
    }
    if (!stoppedOne) {
      stopOne();
      stoppedOne = true;
    }
    JdkServer started = new JdkServer(settings);
    try {
      started.group.call(
          () -> {
            started.start(address, responder);
            return started;
          });
    } catch (IOException e) {
      started.threads.stop();
      throw e;
    }
    return started;
  }

  /**
   * Starts and stops a server that serves nothing. The first stop loads classes, for which there
   * may be no memory when a server has failed, and a class that could not be loaded once can stay
   * unusable. The first close of a channel also needs a file descriptor of its own; if all are in
   * use by then, the dispatcher fails for good.
   */
  private static void stopOne() throws IOException {
    HttpServer none =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    none.start();
    none.stop(0);
  }

  private void start(InetSocketAddress address, Responder responder) throws IOException {
    HttpServer created = HttpServer.create(address, BACKLOG);
    server = created;
    created.setExecutor(threads);
    created.createContext("/", exchange -> handle(exchange, responder));
    port = created.getAddress().getPort();
    created.start();
  }

  /** Notes that a thread of the server has failed. Needs no memory. */
  private void serverFailed(Thread thread, Throwable error) {
    if (failure == null) {
      failedThread = thread;
      failure = error;
    }
    failed = true;
    refusing = true;
  }

  /**
   * Gives up the port and all connections when a thread of the server has failed, so that clients
   * are refused instead of waiting forever. Runs on the failed thread, as soon as there is memory.
   * Several threads may fail at once; one of them logs it.
   */
  private void giveUp() {
    freeHeap.await();
    // Without a lock: this waits for the dispatcher, which may have failed too and be on its way
    // here. Older JDKs wait for it even if it is this very thread.
    Thread.currentThread().interrupt();
    server().stop(0);
    threads.stop();
    // Nothing that follows, such as the logger of the user, is to be interrupted.
    Thread.interrupted();
    // A selector keeps a closed port open until it is closed itself, at the end of the dispatcher.
    Runnable failedRun = Thread.currentThread();
    failedRun.run();
    synchronized (gaveUp) {
      if (!logged) {
        logFailure();
        logged = true;
      }
    }
    gaveUp.countDown();
  }

  private void logFailure() {
    try {
      System.getLogger(JdkServer.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "the server has stopped, because its thread {0} failed: {1}",
              Objects.requireNonNull(failedThread).getName(),
              String.valueOf(failure));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // A class that could not be initialized while there was no memory stays unusable.
      System.err.write(FAILED, 0, FAILED.length);
      System.err.flush();
    }
  }

  private HttpServer server() {
    return Objects.requireNonNull(server, "server");
  }

  /** Handles requests. */
  public interface Responder {
    /**
     * Returns the response to a request.
     *
     * @throws IOException if the connection cannot be used any more
     */
    StubResponse handle(HttpExchange http) throws IOException;
  }

  /** Returns the number of requests whose first bytes have arrived since the start. */
  long received() {
    return threads.received();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean isListening() {
    return !refusing;
  }

  @Override
  public void close() {
    synchronized (stopping) {
      if (stopping.getCount() == 0) {
        return;
      }
      stopping.countDown();
    }
    long begun = System.nanoTime();
    freeHeap.await(stopTimeout);
    try {
      if (!failed) {
        threads.delays().end();
        threads.live().end();
        threads.awaitQueued(stopTimeout);
      }
      refusing = true;
      int phase = inFlight.arriveAndDeregister();
      Duration left = stopTimeout.minusNanos(System.nanoTime() - begun);
      inFlight.awaitAdvanceInterruptibly(phase, left.toMillis(), TimeUnit.MILLISECONDS);
      if (failed && !gaveUp.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      System.getLogger(JdkServer.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "requests still in flight after {0} are cut off",
              stopTimeout);
    }
    refusing = true;
    if (!failed) {
      // A failed server stops itself as soon as there is memory.
      server().stop(0);
      threads.stop();
    }
  }

  private void handle(HttpExchange exchange, Responder responder) throws IOException {
    if (refusing || inFlight.register() < 0) {
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    boolean isSentElsewhere = false;
    try {
      exchange.setStreams(new WatchedBody(exchange.getRequestBody(), threads), null);
      if (!hasBody(exchange)) {
        threads.handling();
      }
      StubResponse response = responder.handle(exchange);
      isSentElsewhere = hasHandedOver(exchange, response);
      if (!isSentElsewhere) {
        responses.send(exchange, response.live() == null ? response : response.withoutStream());
      }
    } finally {
      if (!isSentElsewhere) {
        end(exchange);
      }
    }
  }

  /** Returns true if another thread sends the response, later or for as long as it goes on. */
  private boolean hasHandedOver(HttpExchange exchange, StubResponse response) {
    Runnable sending = () -> finish(exchange, response);
    BinaryData live = response.live();
    if (live != null) {
      return threads.live().start(live, sending);
    }
    Duration delay = response.delivery().delay();
    return !delay.isZero() && threads.delays().add(delay, sending);
  }

  /** Sends a response on another thread than that of its request. */
  private void finish(HttpExchange exchange, StubResponse response) {
    try {
      responses.send(exchange, response);
    } catch (IOException e) {
      // The client has gone, or is cut off on purpose.
      exchange.close();
    } catch (RuntimeException e) {
      // On a thread of its own, it would pass for the end of the server.
      System.getLogger(JdkServer.class.getName())
          .log(System.Logger.Level.WARNING, "a response failed", e);
      exchange.close();
    } finally {
      end(exchange);
    }
  }

  private void end(HttpExchange exchange) {
    try {
      exchange.close();
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static boolean hasBody(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
        || (length != null && !length.strip().equals("0"));
  }

  /** Notes when the last byte has been read. */
  private static final class WatchedBody extends FilterInputStream {
    private final RequestThreads threads;

    WatchedBody(InputStream body, RequestThreads threads) {
      super(body);
      this.threads = threads;
    }

    @Override
    public int read() throws IOException {
      return watched(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return watched(super.read(buffer, offset, length));
    }

    /** Leaves what was not read to be read when the response is out. */
    @Override
    public void close() {}

    private int watched(int read) {
      if (read < 0) {
        threads.handling();
      }
      return read;
    }
  }
}
