package io.customersession.stub.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's HTTP server, with a deadline for slow senders and a stop that finishes what is in
 * flight.
 */
public final class JdkServer implements HttpListener {
  private static final int BACKLOG = 1024;

  static {
    // Without it, answers on a kept connection may wait 40 ms for an acknowledgement; the server
    // reads it when loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService pool;
  private final ScheduledThreadPoolExecutor timer;
  private final ArrivalDeadline deadline;
  private final Duration stopTimeout;
  private final Phaser inFlight = new Phaser(1);
  private volatile boolean stopping;

  private JdkServer(HostSettings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + settings.host());
    }
    server = HttpServer.create(address, BACKLOG);
    stopTimeout = settings.stopTimeout();
    pool = Executors.newCachedThreadPool(daemons("customer-session-stub-"));
    timer = new ScheduledThreadPoolExecutor(1, daemons("customer-session-stub-deadline-"));
    timer.setRemoveOnCancelPolicy(true);
    deadline = new ArrivalDeadline(pool, timer, settings.requestTimeout());
    server.setExecutor(deadline);
  }

  /**
   * Starts a server.
   *
   * @param handler what answers requests
   * @throws IOException if the address cannot be bound
   */
  public static JdkServer start(HostSettings settings, HttpHandler handler) throws IOException {
    JdkServer started = new JdkServer(settings);
    started.server.createContext("/", exchange -> started.handle(exchange, handler));
    started.server.start();
    return started;
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    stopping = true;
    int phase = inFlight.arriveAndDeregister();
    try {
      inFlight.awaitAdvanceInterruptibly(phase, stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      System.getLogger(JdkServer.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "requests still in flight after {0} are cut off",
              stopTimeout);
    }
    server.stop(0);
    pool.shutdownNow();
    timer.shutdownNow();
  }

  private void handle(HttpExchange exchange, HttpHandler handler) throws IOException {
    if (stopping || inFlight.register() < 0) {
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    try {
      if (hasBody(exchange)) {
        exchange.setStreams(new WatchedBody(exchange.getRequestBody(), deadline), null);
      } else {
        deadline.arrived();
      }
      handler.handle(exchange);
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private static boolean hasBody(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
        || (length != null && !length.strip().equals("0"));
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Tells when the last byte has been read. */
  private static final class WatchedBody extends FilterInputStream {
    private final ArrivalDeadline deadline;

    WatchedBody(InputStream body, ArrivalDeadline deadline) {
      super(body);
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      return watched(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return watched(super.read(buffer, offset, length));
    }

    private int watched(int read) {
      if (read < 0) {
        deadline.arrived();
      }
      return read;
    }
  }
}
