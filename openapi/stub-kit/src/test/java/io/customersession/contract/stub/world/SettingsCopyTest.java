package io.customersession.contract.stub.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.Severities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interleavings of reads, changes and resets. */
class SettingsCopyTest {
  private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TestSettings stored = new TestSettings();
  private final TestWorld world = new TestWorld(stored);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Settings as another process may have them, whose next read can be stopped. */
  private static final class TestSettings implements StoredSettings {
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean isShared;
    private Stored content = Stored.NOTHING;
    private volatile Stop next;

    /** A read that has read, but not returned yet. */
    private static final class Stop {
      final CountDownLatch hasRead = new CountDownLatch(1);
      final CountDownLatch mayReturn = new CountDownLatch(1);

      void awaitRead() throws InterruptedException {
        assertThat(hasRead.await(60, TimeUnit.SECONDS)).isTrue();
      }
    }

    /** Stops the next read. */
    Stop stopNext() {
      Stop stop = new Stop();
      next = stop;
      return stop;
    }

    @Override
    public boolean isShared() {
      return isShared;
    }

    @Override
    public Stored read() {
      Stop stop;
      Stored read;
      synchronized (this) {
        reads.incrementAndGet();
        stop = next;
        next = null;
        read = content;
      }
      if (stop != null) {
        stop.hasRead.countDown();
        try {
          assertThat(stop.mayReturn.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return read;
    }

    @Override
    public synchronized long replace(long version, Map<String, String> texts) {
      if (content.version() != version) {
        return version;
      }
      content = new Stored(version + 1, texts);
      return content.version();
    }

    synchronized void clear() {
      if (!content.texts().isEmpty()) {
        content = new Stored(content.version() + 1, Map.of());
      }
    }
  }

  private static final class TestWorld extends StubWorld {
    private final TestSettings stored;

    TestWorld(TestSettings stored) {
      super(
          "main",
          new WorldDefaults(
              List.of(),
              Severities.defaults(),
              List.of(),
              new Journal.Limits(10, 10_000, 10),
              true,
              Clock.systemUTC(),
              MemoryBudget.unbounded(),
              new JournalMemory(10_000),
              JournalListener.all(List.of())));
      this.stored = stored;
    }

    @Override
    protected StoredSettings storedSettings() {
      return stored;
    }

    @Override
    protected void resetState(Runnable rest) {
      rest.run();
      stored.clear();
    }
  }

  private static Map<String, String> clock(Instant frozen) {
    return Map.of("clock", frozen.toString());
  }

  private static void join(Future<?> request) throws Exception {
    request.get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_thatBeganBeforeTheFirstChange_doesNotUndoIt(boolean isShared) throws Exception {
    stored.isShared = isShared;
    TestSettings.Stop stop = stored.stopNext();
    Future<?> request = threads.submit(world::refreshSettings);
    stop.awaitRead();

    world.clock().freezeAt(NOON);
    stop.mayReturn.countDown();
    join(request);

    assertThat(world.clock().instant()).isEqualTo(NOON);
    world.refreshSettings();
    assertThat(world.clock().instant()).isEqualTo(NOON);
  }

  @Test
  void read_thatBeganBeforeAFurtherChange_doesNotUndoIt() throws Exception {
    stored.isShared = true;
    world.clock().freezeAt(NOON); // returns when what was read is not valid any more
    TestSettings.Stop stop = stored.stopNext();
    Future<?> request = threads.submit(world::refreshSettings);
    stop.awaitRead();

    world.clock().freezeAt(NOON.plus(MINUTE));
    stop.mayReturn.countDown();
    join(request);

    assertThat(world.clock().instant()).isEqualTo(NOON.plus(MINUTE));
  }

  @Test
  void change_thatWasComputedFromAnOlderOne_isComputedAgain() throws Exception {
    stored.replace(0, clock(NOON));
    TestSettings.Stop stop = stored.stopNext();
    Future<?> change = threads.submit(() -> world.clock().advance(MINUTE));
    stop.awaitRead();

    stored.replace(1, clock(NOON.plus(MINUTE))); // by another process
    stop.mayReturn.countDown();
    join(change);

    assertThat(world.clock().instant()).isEqualTo(NOON.plus(MINUTE.multipliedBy(2)));
    assertThat(stored.read().texts()).isEqualTo(clock(NOON.plus(MINUTE.multipliedBy(2))));
  }

  /** What it has read may be what the reset has deleted. */
  @Test
  void request_afterAReset_doesNotUseAReadThatBeganBefore() throws Exception {
    TestSettings.Stop stop = stored.stopNext();
    Future<?> before = threads.submit(world::refreshSettings);
    stop.awaitRead();
    world.reset();
    int reads = stored.reads.get();

    world.refreshSettings();

    assertThat(stored.reads).hasValue(reads + 1);
    stop.mayReturn.countDown();
    join(before);
  }
}
