package io.customersession.contract.stub.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
  private static final int FEW = 3;
  private static final int MAX = 50;
  private static final ThreadGroup GROUP = Thread.currentThread().getThreadGroup();

  private final RequestThreads threads =
      new RequestThreads(GROUP, FEW, MAX, Duration.ofSeconds(60));

  @AfterEach
  void stop() {
    threads.stop();
  }

  @Test
  void requestsThatAreHandledAtOnce_takeTurnsOnFewThreads() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(500);
    for (int i = 0; i < 500; i++) {
      threads.execute(
          () -> {
            threads.handling();
            done.countDown();
          });
    }

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.count()).isLessThan(MAX);
  }

  @Test
  void requestsThatWaitForADatabase_haveTheirThreadsAtOnce() {
    RequestThreads waiting = new RequestThreads(GROUP, 12, MAX, Duration.ofSeconds(60));
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 12; i++) {
      waiting.execute(() -> await(release));
    }

    int count = waiting.count();
    release.countDown();
    waiting.stop();

    assertThat(count).isEqualTo(12);
  }

  @Test
  void threadsBeyondTheFirst_endWhenNoRequestWaits() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < MAX; i++) {
      threads.execute(() -> await(release));
    }
    awaitCount(FEW + 1, MAX);
    release.countDown();

    awaitCount(0, FEW);
  }

  @Test
  void requestsThatWait_costNoOtherRequestItsTurn() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < MAX - 1; i++) {
      threads.execute(() -> await(release));
    }
    CountDownLatch quick = new CountDownLatch(1);
    threads.execute(quick::countDown);

    assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(release.getCount()).isEqualTo(1);
    release.countDown();
  }

  @Test
  void moreRequestsThanThreads_waitAndAreHandled() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch handled = new CountDownLatch(10 * MAX);
    for (int i = 0; i < 10 * MAX; i++) {
      threads.execute(
          () -> {
            threads.handling();
            await(release);
            handled.countDown();
          });
    }

    awaitCount(MAX, MAX);
    release.countDown();
    assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.count()).isLessThanOrEqualTo(MAX);
  }

  @Test
  void awaitQueued_returnsWhenEveryRequestHasBegun() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    for (int i = 0; i < 6 * MAX; i++) {
      threads.execute(
          () -> {
            begun.incrementAndGet();
            threads.handling();
          });
    }

    threads.awaitQueued(Duration.ofSeconds(30));

    assertThat(begun).hasValue(6 * MAX);
  }

  @Test
  void awaitQueued_doesNotWaitForASlowSender() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    threads.execute(
        () -> {
          begun.countDown();
          await(release);
        });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    threads.awaitQueued(Duration.ofHours(1));

    assertThat(release.getCount()).isEqualTo(1);
    release.countDown();
  }

  @Test
  void timeout_longerThanNanosecondsCount_isNone() throws InterruptedException {
    RequestThreads patient = new RequestThreads(GROUP, FEW, MAX, Duration.ofDays(200_000));
    try {
      CountDownLatch done = new CountDownLatch(1);
      patient.execute(
          () -> {
            if (!isInterruptedWithin(Duration.ofMillis(100))) {
              done.countDown();
            }
          });

      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      patient.stop();
    }
  }

  @Test
  void requestThatThrows_costsNoThread() throws InterruptedException {
    for (int i = 0; i < 2 * MAX; i++) {
      threads.execute(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            throw new IllegalStateException("as a resource might");
          });
    }
    CountDownLatch quick = new CountDownLatch(1);
    threads.execute(quick::countDown);

    assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void requestThatDoesNotArrive_isInterrupted_andOneThatIsHandledIsNot()
      throws InterruptedException {
    RequestThreads impatient = new RequestThreads(GROUP, FEW, MAX, Duration.ofMillis(50));
    try {
      CountDownLatch cutOff = new CountDownLatch(1);
      impatient.execute(
          () -> {
            if (isInterruptedWithin(Duration.ofSeconds(30))) {
              cutOff.countDown();
            }
          });
      CountDownLatch handled = new CountDownLatch(1);
      impatient.execute(
          () -> {
            impatient.handling();
            if (!isInterruptedWithin(Duration.ofMillis(300))) {
              handled.countDown();
            }
          });

      assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      impatient.stop();
    }
  }

  @Test
  void responseThatIsNotTaken_isInterrupted_unlessPartsOfItAre() throws InterruptedException {
    RequestThreads impatient = new RequestThreads(GROUP, FEW, MAX, Duration.ofMillis(200));
    try {
      CountDownLatch progress = new CountDownLatch(1);
      CountDownLatch cutOff = new CountDownLatch(1);
      impatient.execute(
          () -> {
            impatient.handling();
            boolean interrupted = false;
            for (int i = 0; i < 20 && !interrupted; i++) {
              impatient.sending();
              interrupted = isInterruptedWithin(Duration.ofMillis(20));
            }
            if (!interrupted) {
              progress.countDown();
            }
            if (isInterruptedWithin(Duration.ofSeconds(30))) {
              cutOff.countDown();
            }
          });

      assertThat(progress.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      impatient.stop();
    }
  }

  @Test
  void stop_interruptsWhatIsHandled_andRefusesWhatComesAfter() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    threads.execute(
        () -> {
          begun.countDown();
          if (isInterruptedWithin(Duration.ofSeconds(30))) {
            interrupted.countDown();
          }
        });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    threads.stop();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private void awaitCount(int min, int max) throws InterruptedException {
    for (int i = 0; i < 3_000 && (threads.count() < min || threads.count() > max); i++) {
      Thread.sleep(10);
    }
    assertThat(threads.count()).isBetween(min, max);
  }

  private static boolean isInterruptedWithin(Duration time) {
    try {
      Thread.sleep(time.toMillis());
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
