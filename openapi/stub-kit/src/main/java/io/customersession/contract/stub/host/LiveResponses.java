package io.customersession.contract.stub.host;

import io.customersession.contract.binary.BinaryData;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Sends responses that go on until something ends them, each on a thread of its own, so that they
 * do not take turns with requests. Thread-safe.
 */
final class LiveResponses {
  static final int MAX = 16;

  private final Executor threads;
  private final Set<BinaryData> streams = ConcurrentHashMap.newKeySet();
  private boolean ended;

  /**
   * Creates none.
   *
   * @param threads runs each task on a thread of its own
   */
  LiveResponses(Executor threads) {
    this.threads = threads;
  }

  /**
   * Sends a response.
   *
   * @param stream the stream that is sent, which is closed when the host stops
   * @param send sends it
   * @return false if it is not sent, because there are too many already or the host stops
   */
  boolean start(BinaryData stream, Runnable send) {
    synchronized (this) {
      if (ended || streams.size() >= MAX) {
        return false;
      }
      streams.add(stream);
    }
    try {
      threads.execute(
          () -> {
            try {
              send.run();
            } finally {
              streams.remove(stream);
            }
          });
      return true;
    } catch (OutOfMemoryError e) {
      // The system gives no more threads.
      streams.remove(stream);
      return false;
    }
  }

  /** Ends all responses, and starts no more. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    streams.forEach(LiveResponses::close);
  }

  private static void close(BinaryData stream) {
    try {
      stream.close();
    } catch (RuntimeException e) {
      // The others must end, too.
      System.getLogger(LiveResponses.class.getName())
          .log(System.Logger.Level.WARNING, "a stream could not be closed", e);
    }
  }
}
