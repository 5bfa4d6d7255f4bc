package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.violation.ViolationReport;
import java.util.List;

/** Passes everything on to several listeners. */
record JournalListeners(List<JournalListener> listeners) implements JournalListener {
  @Override
  public void recorded(String world, RecordedExchange exchange) {
    listeners.forEach(each -> each.recorded(world, exchange));
  }

  @Override
  public void cleared(String world, ViolationReport report) {
    listeners.forEach(each -> each.cleared(world, report));
  }
}
