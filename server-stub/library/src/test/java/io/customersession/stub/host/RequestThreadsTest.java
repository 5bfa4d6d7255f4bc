package io.customersession.stub.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Few threads for many requests, and more only for as long as some wait. */
class RequestThreadsTest {
  private static final int FEWEST = Runtime.getRuntime().availableProcessors() + 1;
  private static final int CROWD = 300;

  private static final ThreadGroup GROUP = Thread.currentThread().getThreadGroup();

  private final RequestThreads threads = new RequestThreads(GROUP, Duration.ofSeconds(60));

  @AfterEach
  void stop() {
    threads.stop();
  }

  @Test
  void requestsThatAreCarriedOut_takeTurnsOnFewThreads() throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(CROWD);
    for (int i = 0; i < CROWD; i++) {
      threads.execute(
          () -> {
            threads.arrived();
            // Longer than what is taken for waiting, but at work all the time.
            long end =
                System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(done.getAndIncrement() < 100 ? 30 : 0);
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            all.countDown();
          });
    }

    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    // One that the machine leaves aside before it is complete may look as if it waited.
    assertThat(threads.count()).isLessThan(4 * FEWEST);
  }

  @Test
  void crowdThatWaits_costsNobodyElseItsTurn_andLeavesNoThreadsBehind()
      throws InterruptedException {
    CountDownLatch senders = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(CROWD);
    for (int i = 0; i < CROWD; i++) {
      boolean complete = i % 2 == 0;
      threads.execute(
          () -> {
            if (complete) {
              threads.arrived();
            }
            await(senders);
            gone.countDown();
          });
    }
    CountDownLatch quick = new CountDownLatch(1);
    threads.execute(quick::countDown);

    assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(gone.getCount()).isEqualTo(CROWD);
    assertThat(threads.count()).isGreaterThan(CROWD);

    senders.countDown();
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 300 && threads.count() > FEWEST; i++) {
      Thread.sleep(100);
    }
    assertThat(threads.count()).isEqualTo(FEWEST);
  }

  @Test
  void crowdThatReadsFromSockets_costsNobodyElseItsTurn() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, CROWD, InetAddress.getLoopbackAddress())) {
      List<Socket> sockets = new CopyOnWriteArrayList<>();
      CountDownLatch gone = new CountDownLatch(2 * FEWEST);
      for (int i = 0; i < 2 * FEWEST; i++) {
        threads.execute(
            () -> {
              threads.arrived();
              try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                sockets.add(socket);
                socket.getInputStream().read();
              } catch (IOException e) {
                // It has been closed below.
              }
              gone.countDown();
            });
      }
      CountDownLatch quick = new CountDownLatch(1);
      threads.execute(quick::countDown);

      assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(gone.getCount()).isEqualTo(2 * FEWEST);
      for (int i = 0; i < 300 && sockets.size() < 2 * FEWEST; i++) {
        Thread.sleep(100);
      }
      for (Socket socket : sockets) {
        socket.close();
      }
      assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void queue_isTakenBeforeTheServerStops() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch hold = new CountDownLatch(1);
    for (int i = 0; i < CROWD; i++) {
      threads.execute(
          () -> {
            begun.incrementAndGet();
            threads.arrived();
            await(hold);
          });
    }

    threads.awaitQueued(Duration.ofSeconds(30));

    assertThat(begun).hasValue(CROWD);
    hold.countDown();
  }

  @Test
  void timeout_longerThanNanosecondsCount_isOne() throws InterruptedException {
    RequestThreads patient = new RequestThreads(GROUP, Duration.ofDays(200_000));
    try {
      CountDownLatch done = new CountDownLatch(1);
      patient.execute(
          () -> {
            try {
              Thread.sleep(100);
              done.countDown();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });

      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      patient.stop();
    }
  }

  @Test
  void requestThatThrows_costsNoThread() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      threads.execute(
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            throw new IllegalStateException("as some resource might");
          });
    }
    CountDownLatch quick = new CountDownLatch(1);
    threads.execute(quick::countDown);

    assertThat(quick.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void requestThatDoesNotArrive_isInterruptedOnce_andItsThreadGoesOn() throws InterruptedException {
    RequestThreads impatient = new RequestThreads(GROUP, Duration.ofMillis(50));
    try {
      CountDownLatch cutOff = new CountDownLatch(1);
      CountDownLatch left = new CountDownLatch(1);
      impatient.execute(
          () -> {
            try {
              left.await();
            } catch (InterruptedException e) {
              cutOff.countDown();
            }
          });
      CountDownLatch arrived = new CountDownLatch(1);
      AtomicInteger interrupts = new AtomicInteger();
      impatient.execute(
          () -> {
            impatient.arrived();
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              interrupts.incrementAndGet();
            }
            arrived.countDown();
          });

      assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(interrupts).hasValue(0);
    } finally {
      impatient.stop();
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
