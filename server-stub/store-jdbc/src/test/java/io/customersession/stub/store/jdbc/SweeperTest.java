package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the thread that deletes rows does when it cannot. */
class SweeperTest {
  private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());

  @TempDir private Path folder;

  @Test
  void sweep_thatFails_isLoggedAsAWarning() throws Exception {
    BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry);
          }

          @Override
          public void flush() {
            // Nothing is kept back.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    DatabaseLocation location = DatabaseLocation.parse("sqlite:" + folder.resolve("stub.db"));
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
    // Without tables.
    try (Database database = new Database(location, Duration.ofSeconds(10));
        Sweeper sweeper = new Sweeper(database)) {
      sweeper.sweep(1);

      LogRecord entry = logged.take();
      assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
      assertThat(entry.getMessage()).contains("rows were not deleted");
    } finally {
      LOG.setUseParentHandlers(true);
      LOG.removeHandler(handler);
    }
  }
}
