package io.customersession.contract.stub.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Responses that wait without a thread, up to a number. */
class DelaysTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger sent = new AtomicInteger();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void moreThanTheHeapHasRoomFor_areLeftToTheCaller() {
    Delays delays = new Delays(Runnable::run, clock, 2);

    assertThat(delays.add(LONG, sent::incrementAndGet)).isTrue();
    assertThat(delays.add(LONG, sent::incrementAndGet)).isTrue();
    assertThat(delays.add(LONG, sent::incrementAndGet)).isFalse();
    assertThat(sent).hasValue(0);
  }

  @Test
  void end_sendsEachOnce_andTakesNoMore() {
    Delays delays = new Delays(Runnable::run, clock, 10);
    delays.add(LONG, sent::incrementAndGet);
    delays.add(LONG, sent::incrementAndGet);

    delays.end();
    delays.end();

    assertThat(sent).hasValue(2);
    assertThat(delays.add(LONG, sent::incrementAndGet)).isFalse();
  }
}
