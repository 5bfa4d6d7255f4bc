package io.customersession.stub.store.jdbc;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.store.ImportResult;
import io.customersession.stub.store.ImportTarget;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.TransferListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;

/**
 * Reads an exported world into a {@link ImportStage}, and gives its content to the world when the
 * last line has been read.
 */
final class WorldImport {
  /** Larger than any session, whose request has at most 2 MiB by default. */
  private static final int MAX_LINE = 64 << 20;

  private final DatabaseLocation location;
  private final Database database;
  private final ImportTarget target;
  private final TransferListener listener;

  private WorldImport(
      DatabaseLocation location,
      Database database,
      ImportTarget target,
      TransferListener listener) {
    this.location = location;
    this.database = database;
    this.target = target;
    this.listener = listener;
  }

  static ImportResult run(
      DatabaseLocation location, ImportTarget target, InputStream in, TransferListener listener) {
    Migrations.run(location);
    try (Database database = new Database(location, StoreOptions.DEFAULTS.timeout())) {
      return new WorldImport(location, database, target, listener)
          .run(new LineReader(new BufferedInputStream(in, 1 << 16), MAX_LINE));
    } catch (HttpError e) {
      throw Migrations.cannotOpen(location, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the lines to import: " + e.getMessage(), e);
    }
  }

  private ImportResult run(LineReader lines) throws IOException {
    WorldLine.Header header = header(lines);
    String world = target.world() == null ? header.world() : target.world();
    Worlds.requireName(world);
    requireReplaceable(world);
    long generation =
        database.write(
            database.deadline(),
            transaction -> new ImportStage(transaction, world, header.id()).open());
    Map<ImportStage.Progress, Long> before =
        database.read(
            database.deadline(), transaction -> ImportStage.progress(transaction, generation));
    StagedLines staged = new StagedLines(database, generation, before, listener);
    long resumedAt = staged.passed();
    long last = 0;
    for (byte[] text = lines.next(); text != null; text = lines.next()) {
      long number = lines.number();
      if (number <= resumedAt) {
        continue;
      }
      WorldLine line = staged.decode(number, text, lines.isTooLong());
      if (last > 0) {
        staged.refuse(number, "follows the last line of the export");
      } else if (line instanceof WorldLine.End end) {
        last = number;
        if (end.lines() != number - 1) {
          staged.refuse(
              number, "there should be " + end.lines() + " lines before it: some are missing");
        }
      } else if (line != null) {
        staged.add(number, line);
      }
    }
    if (last == 0) {
      staged.storeIncomplete();
      throw new UncheckedIOException(
          "the lines end after line "
              + lines.number()
              + ", but the last line of the export is missing; the world "
              + world
              + " is unchanged. Import the complete file to continue from here",
          new IOException("the end is missing"));
    }
    // Without the last line, so that the next import finds it if this one cannot finish.
    staged.store(last - 1);
    finish(world, header.id(), generation);
    return new ImportResult(world, resumedAt, staged.stored(), staged.refused());
  }

  private WorldLine.Header header(LineReader lines) throws IOException {
    byte[] text = lines.next();
    String reason = "there is none";
    if (text != null) {
      Decoded<WorldLine> decoded = Json.decodeResponse(WorldLineCodec.INSTANCE, text);
      if (decoded.value() instanceof WorldLine.Header header) {
        if (header.version() > WorldExport.VERSION) {
          throw cannotImport(
              "a newer version of the stub has written it (its format has version "
                  + header.version()
                  + "); use that version");
        }
        return header;
      }
      reason =
          decoded.violations().isEmpty()
              ? "it is not the first line of an export"
              : StagedLines.text(decoded.violations());
    }
    throw cannotImport("line 1: " + reason);
  }

  private static UncheckedIOException cannotImport(String reason) {
    return new UncheckedIOException("cannot import: " + reason, new IOException(reason));
  }

  /**
   * Requires that nothing is lost.
   *
   * @throws IllegalArgumentException if the world has content that is not to be replaced
   */
  private void requireReplaceable(String world) {
    database.read(
        database.deadline(),
        transaction -> {
          requireReplaceable(transaction, world, WorldTable.generation(transaction, world));
          return world;
        });
  }

  private void requireReplaceable(Transaction transaction, String world, long generation)
      throws SQLException {
    long sessions = WorldTable.count(transaction, generation, WorldTable.Kind.SESSION);
    long profiles = WorldTable.count(transaction, generation, WorldTable.Kind.PROFILE);
    if (!target.replaces() && sessions + profiles > 0) {
      throw new IllegalArgumentException(
          "world: "
              + world
              + " in "
              + location.shown()
              + " has "
              + sessions
              + " sessions and "
              + profiles
              + " profiles; replace them with --replace, or import with another --world");
    }
  }

  /** Looks at all ids of the world once, so it may take longer than a request. */
  private void finish(String world, String id, long generation) {
    database.write(
        database.deadlineOfEachResponse(),
        transaction -> {
          long former = WorldTable.generation(transaction, world, database.dialect().update());
          requireReplaceable(transaction, world, former);
          new ImportStage(transaction, world, id).finish(generation);
          return world;
        });
  }
}
