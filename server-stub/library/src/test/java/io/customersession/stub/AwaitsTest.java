package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.journal.ExchangeQuery;
import io.customersession.contract.stub.journal.UnmetExpectationError;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Waiting for exchanges, and what it costs other calls. The number of waiting calls can be set with
 * {@code -Dawaits=1000}, and the number of exchanges with {@code -Dawaits.exchanges=3000}.
 */
class AwaitsTest {
  private static final int AWAITS = Integer.getInteger("awaits", 100);
  private static final int EXCHANGES = Integer.getInteger("awaits.exchanges", 500);

  @Test
  void await_testsOnlyWhatIsNew_notTheWholeJournalEachTime() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      for (int i = 0; i < 50; i++) {
        Requests.get(stub, "before" + i, 404);
      }
      AtomicInteger tested = new AtomicInteger();
      CountDownLatch looked = new CountDownLatch(50);
      ExchangeQuery query =
          stub.journal()
              .find()
              .where(
                  "counted",
                  exchange -> {
                    tested.incrementAndGet();
                    looked.countDown();
                    return "wanted".equals(exchange.resourceId());
                  });
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> found = pool.submit(() -> query.await(Duration.ofSeconds(60)));
        assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 100; i++) {
          Requests.get(stub, "other" + i, 404);
        }
        Requests.get(stub, "wanted", 404);
        found.get(60, TimeUnit.SECONDS);
      } finally {
        pool.shutdownNow();
      }

      // 50 before, 101 that came one by one, and all of them once in the end.
      assertThat(tested.get()).isBetween(201, 50 + 2 * 101 + 2 * 151);
    }
  }

  @Test
  void await_whoseJournalIsClearedMeanwhile_countsFromThere() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      Requests.get(stub, "a", 404);
      CountDownLatch looked = new CountDownLatch(1);
      ExchangeQuery query =
          stub.journal()
              .find()
              .where(
                  "any",
                  exchange -> {
                    looked.countDown();
                    return true;
                  });
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<Integer> found = pool.submit(() -> query.await(2, Duration.ofSeconds(60)).size());
        assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
        stub.journal().clear();
        Requests.get(stub, "b", 404);
        assertThat(stub.journal().find().resource("b").await(Duration.ofSeconds(30))).isNotNull();
        Requests.get(stub, "c", 404);

        assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(2);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void await_whosePredicateThrows_failsWithThat_andTheCallIsAnswered() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      ExchangeQuery query =
          stub.journal()
              .find()
              .where(
                  "throws",
                  exchange -> {
                    throw new IllegalStateException("in a predicate");
                  });
      Requests.get(stub, "a", 404);

      assertThatThrownBy(() -> query.await(Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("in a predicate");
    }
  }

  @Test
  void await_whosePredicateFailsWithAnError_doesNotFailTheCallThatArrives() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      CountDownLatch asked = new CountDownLatch(1);
      ExchangeQuery query =
          stub.journal()
              .find()
              .where(
                  "asserts",
                  exchange -> {
                    asked.countDown();
                    throw new AssertionError("in a predicate");
                  });
      CompletableFuture<Throwable> waiting =
          CompletableFuture.supplyAsync(
              () -> Assertions.catchThrowable(() -> query.await(Duration.ofSeconds(20))));
      Api api = new Api(stub);
      int calls = 0;
      while (asked.getCount() > 0) {
        api.putV2("s" + calls++, "{}").expect(200);
      }
      assertThat(waiting.get(20, TimeUnit.SECONDS)).hasMessage("in a predicate");
      assertThat(stub.journal().exchanges()).hasSize(calls);
    }
  }

  @Test
  void manyAwaits_letOtherCallsThrough_andAllSeeWhatComes() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (CustomerSessionStub stub = Stubs.builder().stopTimeout(Duration.ofMillis(200)).start()) {
      for (int i = 0; i < EXCHANGES; i++) {
        Requests.get(stub, "before", 404);
      }
      String filter =
          "{\"filter\":{\"session\":\"wanted\",\"response\":{\"/message\":\"x\"}},\"timeout\":\"PT50S\"}";
      String all = "{\"filter\":{\"session\":\"wanted\"},\"timeout\":\"PT50S\"}";
      for (int i = 0; i < AWAITS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port());
        socket.setSoTimeout(60_000);
        waiting.add(socket);
        String body = i % 2 == 0 ? filter : all;
        socket
            .getOutputStream()
            .write(
                ("POST /__stub/worlds/main/journal/await HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.US_ASCII));
      }
      long before = cpuNanos();
      for (int i = 0; i < 100; i++) {
        Requests.get(stub, "other", 404);
      }
      long perCall = (cpuNanos() - before) / 100;
      System.out.printf(
          "attack: awaits=%d exchanges=%d CPU of another call=%d us%n",
          AWAITS, EXCHANGES, perCall / 1_000);
      Requests.get(stub, "wanted", 404);
      for (int i = 1; i < AWAITS; i += 2) {
        assertThat(
                new String(waiting.get(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("\"met\":true");
      }
      // To look through the journal for each that waits took 10 ms and more of each call.
      assertThat(perCall).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void missedExpectation_onManyExchanges_readsEachBodyOnce() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      for (int i = 0; i < EXCHANGES; i++) {
        Requests.put(stub, "s", "{\"attributes\":{\"n\":" + i + "}}");
      }
      ExchangeQuery query = stub.journal().find();
      for (int i = 0; i < 10; i++) {
        query = query.body("/customerSession/attributes/n", -i);
      }
      ExchangeQuery missed = query;
      long before = cpuNanosOfThisThread();

      assertThatThrownBy(() -> missed.expect(1)).isInstanceOf(UnmetExpectationError.class);

      // Twice through the journal, once through each body; it took several times that for sorting.
      assertThat(cpuNanosOfThisThread() - before)
          .isLessThan(EXCHANGES * TimeUnit.MICROSECONDS.toNanos(2_000));
    }
  }

  private static long cpuNanosOfThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
