package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.time.Epoch;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.WorldState;
import io.customersession.stub.world.World;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a rule that is slow, and what a rule may not do. */
class SlowRulesTest {
  private static final Logger LOG = Logger.getLogger("io.customersession.stub.http.ErrorResponses");

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicReference<Consumer<World>> misdeed = new AtomicReference<>();
  private final AtomicReference<CustomerSessionStub> running = new AtomicReference<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final TransitionRule rule =
      move -> {
        String id = move.after().getIntegrationId();
        if (id.equals("slow")) {
          inside.countDown();
          await(go);
        } else if (id.equals("misdeed")) {
          misdeed.get().accept(running.get().world());
        }
        return Optional.empty();
      };

  private final CustomerSessionStub stub = Stubs.builder().transitionRule(rule).start();

  @AfterEach
  void stop() {
    go.countDown();
    stub.close();
    threads.shutdownNow();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Api.Response> begin(Api api, String method, String path, String body) {
    return CompletableFuture.supplyAsync(() -> api.send(method, path, body), threads);
  }

  @Test
  void slowRule_delaysAResetOfItsWorld_butNoOtherWorldAndNoReads() throws Exception {
    new Api(stub).putV2("other", "{}").expect(200);
    CompletableFuture<Api.Response> slow =
        begin(new Api(stub), "PUT", "/v2/customer_sessions/slow", "{\"customerSession\":{}}");
    await(inside);
    Epoch before = stub.world().epoch();
    CompletableFuture<Api.Response> reset =
        begin(new Api(stub), "POST", "/__stub/worlds/main/reset", null);
    // The reset waits once a new epoch has begun; until then it has not been received.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!before.isOver() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    Api api = new Api(stub);
    for (String read :
        new String[] {
          "/__stub/worlds",
          "/__stub/worlds/main",
          "/__stub/worlds/main/settings",
          "/__stub/worlds/main/clock",
          "/__stub/worlds/main/faults",
          "/__stub/worlds/main/journal",
          "/__stub/worlds/main/violations",
          "/__stub/snapshots",
          "/v2/customer_sessions/other",
          "/v1/customer_sessions/other"
        }) {
      assertThat(api.send("GET", read, null).status()).as(read).isEqualTo(200);
    }
    Api elsewhere = new Api(stub).header("X-Stub-World", "elsewhere");
    elsewhere.putV2("s", "{}").expect(200);
    elsewhere.getV2("s").expect(200);
    api.send("PUT", "/__stub/snapshots/one", "{\"world\":\"elsewhere\"}").expect(200);
    api.send("POST", "/__stub/worlds/elsewhere/restore", "{\"snapshot\":\"one\"}").expect(204);
    api.send("POST", "/__stub/worlds/elsewhere/reset", null).expect(204);
    api.send("DELETE", "/__stub/worlds/elsewhere", null).expect(204);
    assertThat(slow).isNotDone();
    assertThat(reset).isNotDone();

    go.countDown();
    assertThat(slow.get(20, TimeUnit.SECONDS).status()).isEqualTo(503);
    assertThat(reset.get(20, TimeUnit.SECONDS).status()).isEqualTo(204);
    assertThat(stub.world().sessionCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "restore", "reset", "seed"})
  void ruleThatWouldWaitForItself_failsAtOnce(String kind) {
    running.set(stub);
    WorldState.Snapshot empty = stub.world().snapshot();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    misdeed.set(
        world -> {
          try {
            switch (kind) {
              case "snapshot" -> world.snapshot();
              case "restore" -> world.restore(empty);
              case "reset" -> world.reset();
              default -> world.seed(SessionSeed.of("seeded"));
            }
          } catch (IllegalStateException e) {
            thrown.set(e);
            throw e;
          }
        });
    LOG.setLevel(Level.OFF);
    try {
      new Api(stub).putV2("misdeed", "{}").expect(500);
    } finally {
      LOG.setLevel(null);
    }
    assertThat(thrown.get())
        .hasMessage(
            "A transition or effect rule must not reset, seed or restore the world that it runs in,"
                + " take a snapshot of it, or change a clock and settings that are stored");
    assertThat(stub.world().sessionCount()).isZero();
    assertThat(stub.journal().exchanges()).hasSize(1);
    new Api(stub).putV2("next", "{}").expect(200);
  }
}
