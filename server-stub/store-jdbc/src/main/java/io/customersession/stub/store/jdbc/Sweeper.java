package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Retention;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes what nobody reads any more, in small transactions: the rows of former generations, and
 * records, sessions and profiles that have expired. Its thread starts when there is something to
 * delete for the first time. What it does not get done is done by the next process that opens the
 * database.
 */
final class Sweeper implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Sweeper.class.getName());
  private static final int BATCH = 500;
  private static final int RECORDS_BETWEEN_SWEEPS = 100;

  /** Longer than records are remembered. */
  private static final Duration AGE_OF_RECORDS = Duration.ofDays(2);

  /** The tables with their keys; that of ids is last, because it shows what is left to do. */
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("stub_session", "generation, application, id");
    TABLES.put("stub_coupon", "generation, application, code, internal_id");
    TABLES.put("stub_profile", "generation, application, id");
    TABLES.put("stub_counter", "generation, subject, kind, application, value");
    TABLES.put("stub_record", "generation, application, resource, id, request_key");
    TABLES.put("stub_tally", "generation, kind, slot");
    TABLES.put("stub_ids", "generation, sequence");
  }

  private static final int MAX_END_SECONDS = 5;
  private static final int MINUTES_BETWEEN_SWEEPS = 10;

  private final Database database;
  private volatile boolean closed;
  private final AtomicInteger records = new AtomicInteger();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread sweeping = new Thread(task, "customer-session-store-sweeper");
            sweeping.setDaemon(true);
            return sweeping;
          });

  Sweeper(Database database) {
    this.database = database;
  }

  /** Deletes the rows of a former generation. */
  void sweep(long generation) {
    start(
        () ->
            TABLES.forEach(
                (table, key) -> {
                  while (!closed && deleteBatch(table, key, generation) == BATCH) {
                    // The next batch.
                  }
                }));
  }

  private int deleteBatch(String table, String key, long generation) {
    return write(
        transaction ->
            Statement.of(
                    transaction,
                    "delete from "
                        + table
                        + " where ("
                        + key
                        + ") in (select "
                        + key
                        + " from "
                        + table
                        + " where generation = ? limit "
                        + BATCH
                        + ")")
                .with(generation)
                .update());
  }

  /** Notes that a record was stored; now and then, those that have expired are deleted. */
  void recordStored(StoredWorld world) {
    if (records.incrementAndGet() % RECORDS_BETWEEN_SWEEPS == 0) {
      start(
          () ->
              write(
                  transaction -> {
                    long generation = WorldTable.generation(transaction, world.name());
                    Rows.of(transaction, generation)
                        .records()
                        .deleteBefore(Instant.now().minus(AGE_OF_RECORDS));
                    return generation;
                  }));
    }
  }

  /** Deletes what has expired, and returns how many sessions or profiles it has looked at. */
  @FunctionalInterface
  private interface Expired {
    int delete(Transaction transaction, long firstKeptHour, int max) throws SQLException;
  }

  /** Deletes sessions and then profiles that have expired, now and then again. */
  void expire(Retention retention) {
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            () ->
                run(
                    () -> {
                      long hour = retention.firstKeptHour(Instant.now());
                      deleteExpired(ExpiredSessions::delete, hour);
                      deleteExpired(ExpiredProfiles::delete, hour);
                    }),
            0,
            MINUTES_BETWEEN_SWEEPS,
            TimeUnit.MINUTES);
  }

  private void deleteExpired(Expired expired, long firstKeptHour) {
    int batch = BATCH;
    while (!closed && batch == BATCH) {
      batch = write(transaction -> expired.delete(transaction, firstKeptHour, BATCH));
    }
  }

  /** Nobody waits for a batch, so all of it may take longer than a request. */
  private <T> T write(Database.Work<T> work) {
    return database.write(database.deadlineOfEachResponse(), work);
  }

  private void run(Runnable deletion) {
    try {
      deletion.run();
    } catch (StaleException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "another process deletes the same rows", e);
    } catch (RuntimeException e) {
      if (!closed) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "expired or former rows were not deleted, which is tried again later: "
                + e.getMessage());
      }
      LOGGER.log(System.Logger.Level.DEBUG, "rows will be deleted later", e);
    }
  }

  private void start(Runnable deletion) {
    try {
      thread.execute(() -> run(deletion));
    } catch (RejectedExecutionException e) {
      // The store is closed; the next one deletes them.
    }
  }

  /** Lets the batch that is being deleted end, and leaves the rest. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(MAX_END_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
