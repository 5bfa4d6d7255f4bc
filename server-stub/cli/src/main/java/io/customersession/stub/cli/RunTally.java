package io.customersession.stub.cli;

import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolationCount;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.contract.stub.violation.ViolationTally;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.world.World;

/**
 * Counts the violations of a whole run, including those in worlds that have been reset or dropped,
 * and those that the journals no longer keep. Thread-safe.
 */
final class RunTally implements JournalListener {
  private final ViolationTally tally = new ViolationTally();

  @Override
  public void recorded(String world, RecordedExchange exchange) {
    exchange.violations().forEach(tally::add);
  }

  /** Adds what no single exchange shows. */
  @Override
  public void cleared(String world, ViolationReport report) {
    for (ContractViolation violation : report.violations()) {
      if (violation.kind() == ContractRule.CONFLICT_IGNORED) {
        tally.add(violation);
      }
    }
    for (ExpectedViolationCount each : report.expected()) {
      tally.add(
          each.expected().rule() == ContractRule.CONFLICT_IGNORED
              ? each
              : new ExpectedViolationCount(each.expected(), 0, null));
    }
  }

  /** Returns the report of the run. To be called once, after the last request. */
  ViolationReport end(Worlds<World> worlds) {
    for (World world : worlds.entered()) {
      cleared(world.name(), world.report());
    }
    return tally.report();
  }
}
