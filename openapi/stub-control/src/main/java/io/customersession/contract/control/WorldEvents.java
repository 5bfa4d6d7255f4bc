package io.customersession.contract.control;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The states of a world as a stream of server-sent events, the first at once and others after
 * changes. Reading blocks until there is an event; one thread reads. Looking for changes needs no
 * listeners, which would miss those of other processes that share a store.
 */
final class WorldEvents extends InputStream {
  /** What the stream shows. */
  interface Source {
    /** Returns a number that changes with every exchange, or null if the world is gone. */
    @Nullable Long exchanges();

    /** Returns the state as JSON, or null if the world is gone. May throw what a store throws. */
    @Nullable String state();
  }

  /**
   * The times of a stream.
   *
   * @param look the time between two looks at the exchanges
   * @param lookAtAll the time between two looks at the whole state
   * @param silence the time after which a comment is sent, which detects that the client has gone
   * @param end the time after which the stream ends. The JDK's server cuts it off after 15 minutes
   */
  record Times(Duration look, Duration lookAtAll, Duration silence, Duration end) {}

  static final Times TIMES =
      new Times(
          Duration.ofMillis(250),
          Duration.ofMillis(1500),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10));

  private static final System.Logger LOGGER = System.getLogger(WorldEvents.class.getName());
  private static final String RETRY = "retry: " + TIMES.lookAtAll().toMillis() + "\n\n";
  private static final byte[] COMMENT = utf8(":\n\n");
  private static final byte[] NONE = {};

  private final Source source;
  private final Times times;
  private final long begun = System.nanoTime();
  private long sent = begun;
  private long looked;
  private @Nullable Long exchanges;
  private @Nullable String state;
  private byte[] buffer = NONE;
  private int at;
  private final CountDownLatch closed = new CountDownLatch(1);

  WorldEvents(Source source, Times times) {
    this.source = source;
    this.times = times;
  }

  /**
   * Returns the response with the events of a world. Hosts that cannot stream send the first, and
   * clients come back for another.
   */
  static StubResponse response(String state, BinaryData events) {
    return new StubResponse(
            200,
            Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"),
            utf8(RETRY + event(state)),
            Delivery.LIVE)
        .streaming(events);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String event(String state) {
    return "event: world\ndata: " + state + "\n\n";
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length > 0 && at == buffer.length) {
      buffer = next();
      at = 0;
      if (buffer.length == 0) {
        return -1;
      }
    }
    int read = Math.min(length, buffer.length - at);
    System.arraycopy(buffer, at, target, offset, read);
    at += read;
    return read;
  }

  @Override
  public int available() {
    return buffer.length - at;
  }

  /** Ends the stream; a thread that waits for an event returns. Called by any thread. */
  @Override
  public void close() {
    closed.countDown();
  }

  /** Waits for the next event or comment. Returns nothing at the end. */
  private byte[] next() throws InterruptedIOException {
    try {
      do {
        Long now = source.exchanges();
        if (now == null) {
          return NONE;
        }
        byte[] event = look(now);
        if (event != null) {
          sent = System.nanoTime();
          return event;
        }
      } while (!closed.await(times.look().toMillis(), TimeUnit.MILLISECONDS)
          && !isOver(begun, times.end()));
      return NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Returns what there is to send: an event, a comment, nothing for the end, or null for now. */
  private byte @Nullable [] look(Long now) {
    if (!now.equals(exchanges) || isOver(looked, times.lookAtAll())) {
      exchanges = now;
      looked = System.nanoTime();
      try {
        String current = source.state();
        if (current == null) {
          return NONE;
        }
        if (!current.equals(state)) {
          byte[] event = utf8((state == null ? RETRY : "") + event(current));
          state = current;
          return event;
        }
      } catch (RuntimeException e) {
        // Such as a database that is not available for a while; the next look may find it again.
        LOGGER.log(System.Logger.Level.DEBUG, "the state of a world could not be read", e);
      }
    }
    return isOver(sent, times.silence()) ? COMMENT : null;
  }

  private static boolean isOver(long since, Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }
}
