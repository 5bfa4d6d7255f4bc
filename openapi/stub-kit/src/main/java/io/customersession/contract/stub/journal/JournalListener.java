package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.violation.ViolationReport;
import java.util.List;

/**
 * Receives what the journals of all worlds of a stub record, such as a log. It survives resets and
 * worlds that are dropped. Implementations must be thread-safe, and return quickly: the response is
 * sent afterwards.
 */
public interface JournalListener {
  /** A listener that does nothing. */
  JournalListener NONE =
      new JournalListener() {
        @Override
        public void recorded(String world, RecordedExchange exchange) {}
      };

  /**
   * Receives an exchange, before its response is sent. Exchanges of concurrent requests may arrive
   * in another order than that of their numbers.
   *
   * @param world the name of the world
   * @param exchange the exchange, which the journal may already have dropped
   */
  void recorded(String world, RecordedExchange exchange);

  /**
   * Receives the report of a world whose journal is about to be cleared, by a reset for instance.
   * Must not use that journal.
   *
   * @param world the name of the world
   * @param report what was violated since the start or the last time that the journal was cleared
   */
  default void cleared(String world, ViolationReport report) {}

  /** Returns a listener that passes everything on to others, in their order. */
  static JournalListener all(List<JournalListener> listeners) {
    return switch (listeners.size()) {
      case 0 -> NONE;
      case 1 -> listeners.get(0);
      default -> new JournalListeners(List.copyOf(listeners));
    };
  }
}
