package io.customersession.stub.store.jdbc;

import io.customersession.contract.json.Json;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.StoreStatus;
import io.customersession.stub.store.TransferListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Writes one snapshot of a world, line by line. */
final class WorldExport {
  /** The version of the format that this writes. */
  static final int VERSION = 1;

  private static final int LINES_BETWEEN_REPORTS = 500;

  private final OutputStream out;
  private final TransferListener listener;
  private long lines;

  private WorldExport(OutputStream out, TransferListener listener) {
    this.out = out;
    this.listener = listener;
  }

  static void run(
      DatabaseLocation location, String world, OutputStream out, TransferListener listener) {
    StoreStatus status = Migrations.status(location);
    if (!status.pending().isEmpty()) {
      throw new IllegalArgumentException(
          "store: the tables of "
              + location.shown()
              + " are older than this stub; run store migrate first");
    }
    if (!status.sessions().containsKey(world)) {
      throw new IllegalArgumentException(
          "world: "
              + location.shown()
              + " has no world "
              + world
              + (status.sessions().isEmpty()
                  ? ""
                  : "; it has " + String.join(", ", status.sessions().keySet())));
    }
    try (Database database = new Database(location, StoreOptions.DEFAULTS.timeout())) {
      database.read(
          database.deadlineOfEachResponse(),
          transaction -> {
            new WorldExport(out, listener)
                .run(transaction, world, WorldTable.generation(transaction, world));
            return world;
          });
    } catch (HttpError e) {
      throw Migrations.cannotOpen(location, e);
    }
  }

  private void run(Transaction transaction, String world, long generation) throws SQLException {
    listener.expected(
        1
            + WorldTable.count(transaction, generation, WorldTable.Kind.SESSION)
            + WorldTable.count(transaction, generation, WorldTable.Kind.PROFILE));
    write(
        new WorldLine.Header(
            VERSION,
            UUID.randomUUID().toString(),
            world,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
    write(new WorldLine.Ids(IdTable.last(transaction, generation)));
    Rows rows = Rows.of(transaction, generation);
    rows.profiles().each((key, profile) -> write(new WorldLine.OfProfile(key, profile)));
    rows.sessions().each(session -> write(new WorldLine.OfSession(session)));
    rows.counters().each((key, count) -> write(new WorldLine.OfCounter(key, count)));
    rows.records().each((key, record) -> write(new WorldLine.OfRecord(key, record)));
    write(new WorldLine.End(lines));
    listener.passed(lines);
    try {
      out.flush();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private void write(WorldLine line) {
    try {
      out.write(Json.encode(WorldLineCodec.INSTANCE, line));
      out.write('\n');
    } catch (IOException e) {
      throw cannotWrite(e);
    }
    if (++lines % LINES_BETWEEN_REPORTS == 0) {
      listener.passed(lines);
    }
  }

  private static UncheckedIOException cannotWrite(IOException reason) {
    return new UncheckedIOException("cannot write the export: " + reason.getMessage(), reason);
  }
}
