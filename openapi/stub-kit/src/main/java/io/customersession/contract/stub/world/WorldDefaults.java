package io.customersession.contract.stub.world;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings that every world of a stub starts with, and has again after a reset.
 *
 * @param operations all operations of the API
 * @param severities the severity of each rule of the contract
 * @param expectedViolations the violations that callers are known to cause
 * @param journal the limits of the journal of a world
 * @param magicValues true if values in requests may ask for faults
 * @param clock the source of the time
 * @param memory the memory of the state of all worlds
 * @param journals the memory of the journals of all worlds
 * @param listener receives every exchange of all worlds
 */
public record WorldDefaults(
    List<? extends Operation> operations,
    Severities severities,
    List<ExpectedViolation> expectedViolations,
    Journal.Limits journal,
    boolean magicValues,
    Clock clock,
    MemoryBudget memory,
    JournalMemory journals,
    JournalListener listener) {
  /** Returns these defaults with further expected violations. */
  public WorldDefaults expecting(List<ExpectedViolation> further) {
    return new WorldDefaults(
        operations,
        severities,
        Stream.concat(further.stream(), expectedViolations.stream()).distinct().toList(),
        journal,
        magicValues,
        clock,
        memory,
        journals,
        listener);
  }
}
