package io.customersession.stub.store.jdbc;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.store.TransferListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores lines in an {@link ImportStage}, several in a transaction, which also stores how many
 * lines have been read: an import that was interrupted continues after them.
 */
final class StagedLines {
  private static final int BATCH = 500;
  private static final int MAX_ATTEMPTS = 50;

  private final Database database;
  private final long generation;
  private final TransferListener listener;
  private final List<Numbered> batch = new ArrayList<>();
  private long passed;
  private long stored;
  private long refused;
  private long storedRefused;

  /** The number of the last line that was added, and how many were refused until then. */
  private long added;

  private long refusedBefore;

  private record Numbered(long number, WorldLine line) {}

  /**
   * Creates a view of a stage.
   *
   * @param before what an interrupted import has done
   */
  StagedLines(
      Database database,
      long generation,
      Map<ImportStage.Progress, Long> before,
      TransferListener listener) {
    this.database = database;
    this.generation = generation;
    this.listener = listener;
    this.passed = before.getOrDefault(ImportStage.Progress.IMPORT_LINES, 0L);
    this.stored = before.getOrDefault(ImportStage.Progress.IMPORT_STORED, 0L);
    this.refused = before.getOrDefault(ImportStage.Progress.IMPORT_REFUSED, 0L);
    this.storedRefused = refused;
    this.added = passed;
    this.refusedBefore = refused;
  }

  /** Returns the number of lines that were read, as far as that is stored. */
  long passed() {
    return passed;
  }

  /** Returns the number of lines that are stored. */
  long stored() {
    return stored;
  }

  /** Returns the number of lines that were refused. */
  long refused() {
    return refused;
  }

  /** Returns a line, or null if it was refused. */
  @Nullable WorldLine decode(long number, byte[] text, boolean isTooLong) {
    if (isTooLong) {
      refuse(number, "is too long");
      return null;
    }
    Decoded<WorldLine> decoded = Json.decodeResponse(WorldLineCodec.INSTANCE, text);
    WorldLine line = decoded.value();
    if (line == null || !decoded.acceptable()) {
      refuse(number, text(decoded.violations()));
      return null;
    }
    return line;
  }

  /** Returns the first violation as text. */
  static String text(List<Violation> violations) {
    Violation first =
        violations.stream()
            .filter(each -> each.rule().refuses())
            .findFirst()
            .orElse(violations.get(0));
    return (first.source() == Violation.Source.POINTER ? first.location() + ": " : "")
        + first.details()
        + " ["
        + (first.source() == Violation.Source.LINE ? first.rule().title() : first.rulePath())
        + "]";
  }

  /** Counts a line that is not imported. */
  void refuse(long number, String reason) {
    refused++;
    listener.refused(number, reason);
  }

  /** Adds a line, and stores all that were added if they are many. */
  void add(long number, WorldLine line) {
    if (line instanceof WorldLine.Header) {
      refuse(number, "is the first line of an export");
      return;
    }
    batch.add(new Numbered(number, line));
    if (batch.size() == BATCH) {
      store(number);
    }
    added = number;
    refusedBefore = refused;
  }

  /**
   * Stores all lines that were added, when those after them have ended too early. The next import
   * reads again what was refused after them: the last line may have been cut off.
   */
  void storeIncomplete() {
    refused = refusedBefore;
    store(added);
  }

  /**
   * Stores all lines that were added. If that fails, they are stored one by one, to find out which
   * one the database does not take, such as a text that is too long for an index.
   *
   * @param last the number of the last line that was read
   */
  void store(long last) {
    List<Numbered> lines = List.copyOf(batch);
    batch.clear();
    try {
      commit(lines, last);
    } catch (IllegalStateException e) {
      for (Numbered each : lines) {
        storeAlone(each);
      }
      commit(List.of(), last);
    }
  }

  private void storeAlone(Numbered line) {
    try {
      commit(List.of(line), line.number());
    } catch (IllegalStateException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      refuse(
          line.number(),
          "cannot be stored: "
              + String.valueOf(reason.getMessage()).lines().findFirst().orElse("no reason"));
    }
  }

  private void commit(List<Numbered> lines, long last) {
    Map<Long, String> rejected = attempt(lines, last);
    rejected.forEach(this::refuse);
    passed = last;
    stored += lines.size() - rejected.size();
    storedRefused = refused;
    listener.passed(last);
  }

  private Map<Long, String> attempt(List<Numbered> lines, long last) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      try {
        return database.write(
            database.deadlineOfEachResponse(), transaction -> write(transaction, lines, last));
      } catch (StaleException e) {
        // A deadlock, or another process was writing.
      }
    }
    throw Database.unavailable();
  }

  /** Writes lines, and returns the reasons of those that are refused by their numbers. */
  private Map<Long, String> write(Transaction transaction, List<Numbered> lines, long last)
      throws SQLException {
    if (!advance(transaction, ImportStage.Progress.IMPORT_LINES, passed, last)) {
      throw new UncheckedIOException(
          "cannot import: another process imports the same lines or others into this world",
          new IOException("the progress of this import has changed"));
    }
    Rows rows = Rows.of(transaction, generation);
    Map<Long, String> rejected = new LinkedHashMap<>();
    int sessions = 0;
    int profiles = 0;
    for (Numbered each : lines) {
      if (!write(rows, each.line())) {
        rejected.put(each.number(), "has an id of an earlier line");
      } else if (each.line() instanceof WorldLine.OfSession) {
        sessions++;
      } else if (each.line() instanceof WorldLine.OfProfile) {
        profiles++;
      }
    }
    WorldTable.add(transaction, generation, WorldTable.Kind.SESSION, sessions);
    WorldTable.add(transaction, generation, WorldTable.Kind.PROFILE, profiles);
    advance(
        transaction,
        ImportStage.Progress.IMPORT_STORED,
        stored,
        stored + lines.size() - rejected.size());
    advance(
        transaction, ImportStage.Progress.IMPORT_REFUSED, storedRefused, refused + rejected.size());
    return rejected;
  }

  private boolean advance(
      Transaction transaction, ImportStage.Progress progress, long before, long now)
      throws SQLException {
    return IdTable.change(transaction, generation, progress.name(), before, now);
  }

  /** Writes a line, and returns false if there is something with its key or id. */
  private static boolean write(Rows rows, WorldLine line) throws SQLException {
    if (line instanceof WorldLine.OfSession of) {
      CustomerSessionV2 facts = of.session().facts();
      return rows.sessions().find(facts.getApplicationId(), facts.getId()) == null
          && rows.sessions().insert(of.session());
    }
    if (line instanceof WorldLine.OfProfile of) {
      return rows.profiles().insert(of.key(), of.profile());
    }
    if (line instanceof WorldLine.OfCounter of) {
      return of.count() == 0 || rows.counters().set(of.key(), 0, of.count());
    }
    if (line instanceof WorldLine.OfRecord of) {
      return rows.records().insert(of.key(), of.record());
    }
    if (line instanceof WorldLine.Ids of) {
      for (var last : of.last().entrySet()) {
        IdTable.raise(rows.transaction(), rows.generation(), last.getKey(), last.getValue());
      }
    }
    return true;
  }
}
