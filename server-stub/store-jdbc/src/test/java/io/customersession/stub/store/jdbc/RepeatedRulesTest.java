package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules run again if another process has changed the session, but each update is stored once. */
class RepeatedRulesTest {
  private static final String UPDATE =
      "{\"customerSession\":{},\"responseContent\":[\"customerSession\"]}";

  private final String location = PostgresServer.newDatabase();
  private final ExecutorService clients = Executors.newFixedThreadPool(2);
  private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);
  private final AtomicInteger transitionRuns = new AtomicInteger();
  private final AtomicInteger effectRuns = new AtomicInteger();
  private volatile boolean meets;

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  /** Starts a stub whose rule waits for that of the other stub before either stores its update. */
  private CustomerSessionStub start() {
    return CustomerSessionStub.builder()
        .store(location)
        .transitionRule(
            move -> {
              if (transitionRuns.incrementAndGet() <= 2 && meets) {
                await(bothHaveRead);
              }
              return Optional.empty();
            })
        .effectRule(
            draft -> {
              effectRuns.incrementAndGet();
              return draft.effects();
            })
        .start();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Requests.Response put(CustomerSessionStub stub) throws Exception {
    return Requests.send(URI.create(stub.url()), "PUT", "/v2/customer_sessions/order", UPDATE);
  }

  @Test
  void rules_ofUpdatesThatConflict_runMoreOftenThanThereAreResponses() throws Exception {
    try (CustomerSessionStub one = start();
        CustomerSessionStub other = start()) {
      // Each reserves its ids, and runs its rules once more for that.
      assertThat(put(one).body()).contains("\"updateCount\":1");
      assertThat(put(other).body()).contains("\"updateCount\":2");
      transitionRuns.set(0);
      effectRuns.set(0);
      meets = true;

      Future<Requests.Response> first = clients.submit(() -> put(one));
      Future<Requests.Response> second = clients.submit(() -> put(other));

      assertThat(List.of(first.get().body(), second.get().body()))
          .satisfiesExactlyInAnyOrder(
              body -> assertThat(body).contains("\"updateCount\":3"),
              body -> assertThat(body).contains("\"updateCount\":4"));
    }
    assertThat(transitionRuns).as("runs for two responses").hasValue(3);
    assertThat(effectRuns).as("runs for two responses").hasValue(3);
  }
}
