package io.customersession.contract.stub.journal;

import java.util.List;

/** Passes everything on to several listeners. */
record JournalListeners(List<JournalListener> listeners) implements JournalListener {
  @Override
  public void recorded(String world, RecordedExchange exchange) {
    listeners.forEach(each -> each.recorded(world, exchange));
  }
}
