package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.WorldState;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that meet a reset, a drop, or a control call that fails. */
class ResetRacesTest {
  private static final Set<Thread.State> WAITING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
  private static final String BODY = "{\"customerSession\":{\"profileId\":\"p\"}}";

  private final CustomerSessionStub stub = Stubs.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private static RawHttp begin(RawHttp connection, String world) throws IOException {
    connection.send(
        "PUT /__world/"
            + world
            + "/v2/customer_sessions/late HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY.substring(0, 5));
    return connection;
  }

  private void awaitArrival(int threads) throws InterruptedException {
    // The thread that reads the rest of the body is the only sign of a request in progress.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (readers() < threads && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(readers()).isGreaterThanOrEqualTo(threads);
  }

  private static long readers() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack ->
                List.of(stack).stream()
                    .anyMatch(frame -> frame.getClassName().endsWith("stub.http.BodyReader")))
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /__stub/worlds/main/reset",
        "DELETE /__stub/worlds/main",
        "DELETE /__stub/worlds",
        "POST /__stub/worlds/other/reset",
        "DELETE /__stub/worlds/other",
        "POST /__stub/worlds/main/restore {\"snapshot\":\"before\"}",
        "POST /__stub/worlds/other/restore {\"snapshot\":\"before\"}"
      })
  void requestThatBeganBeforeAReset_leavesNothingBehind(String reset) throws Exception {
    new Api(stub).send("PUT", "/__stub/snapshots/before", "{\"world\":\"main\"}").expect(200);
    String[] call = Arrays.copyOf(reset.split(" "), 3);
    String world = call[1].contains("other") ? "other" : "main";
    stub.world(world);
    try (RawHttp connection = begin(new RawHttp(stub), world)) {
      awaitArrival(1);
      new Api(stub).send(call[0], call[1], call[2]).expect(204);
      connection.send(BODY.substring(5));
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.headers().get("connection")).isEqualTo("close");
      assertThat(response.message())
          .isEqualTo("The world was reset, restored or dropped while this request was in progress");
    }
    assertThat(stub.world(world).sessionCount()).isZero();
    assertThat(stub.world(world).journal().exchanges()).isEmpty();
    assertThat(stub.world(world).violations()).isEmpty();
    new Api(stub).header("X-Stub-World", world).putV2("next", "{}").expect(200);
    assertThat(stub.world(world).journal().exchanges()).hasSize(1);
  }

  @Test
  void restoreForWhichThereIsNoMemory_leavesRequestsInProgressAlone() throws Exception {
    CustomerSessionStub.Builder small = Stubs.builder().maxMemory(4_000_000);
    try (CustomerSessionStub other = small.start()) {
      Api full = new Api(other);
      WorldState.Snapshot large = null;
      for (int i = 0; large == null; i++) {
        if (full.putV2("s" + i, "{\"attributes\":{\"text\":\"" + "x".repeat(50_000) + "\"}}")
                .status()
            == 507) {
          large = other.world().snapshot();
        }
      }
      WorldState.Snapshot tooLarge = large;
      World target = other.world("target");
      try (RawHttp connection = begin(new RawHttp(other), "target")) {
        awaitArrival(1);
        assertThatThrownBy(() -> target.restore(tooLarge)).isInstanceOf(StoreFullException.class);
        full.send("POST", "/__stub/worlds/main/reset", null).expect(204);
        connection.send(BODY.substring(5));
        assertThat(connection.response().status()).isEqualTo(200);
      }
      assertThat(target.sessionCount()).isEqualTo(1);
    }
  }

  @Test
  void updateBesideAReset_isKeptWithItsExchange_orNotAtAll() throws Exception {
    World world = stub.world();
    Thread reset = new Thread(world::reset, "reset");
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<Integer> update;
      // A reset that stands still in its middle.
      synchronized (world.clock()) {
        reset.start();
        await(() -> reset.getState() == Thread.State.BLOCKED);
        update = threads.submit(() -> new Api(stub).putV2("s", "{}").status());
        await(() -> update.isDone() || isWaitingToChange());
      }
      reset.join();

      assertThat(update.get(30, TimeUnit.SECONDS)).isIn(200, 503);
      assertThat(world.journal().exchanges()).hasSize(world.sessionCount());
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isWaitingToChange() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> WAITING.contains(each.getKey().getState()))
        .flatMap(each -> Arrays.stream(each.getValue()))
        .anyMatch(frame -> frame.getClassName().endsWith("stub.session.WorldState"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void failingSeed_hidesNoSessionFromReads() throws Exception {
    World world = stub.world();
    for (int i = 0; i < 500; i++) {
      world.seed(SessionSeed.of("s" + i));
    }
    URI url = URI.create(stub.url());
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<Integer> missed =
          threads.submit(
              () -> {
                int sum = 0;
                while (!isOver.get()) {
                  String path = "/v2/customer_sessions/s499";
                  sum += Requests.send(url, "GET", path, null).status() == 200 ? 0 : 1;
                }
                return sum;
              });
      for (int i = 0; i < 200; i++) {
        assertThatThrownBy(() -> world.seed(SessionSeed.of("t"), SessionSeed.of("t")))
            .isInstanceOf(IllegalArgumentException.class);
      }
      isOver.set(true);
      assertThat(missed.get(30, TimeUnit.SECONDS)).isZero();
    } finally {
      isOver.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void failingControlCall_neitherMakesNorDropsAWorld() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 150; round++) {
        String world = "race-" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Integer> put =
            () -> {
              Api api = new Api(stub).header("X-Stub-World", world);
              start.await();
              return api.putV2("s", "{}").status();
            };
        Callable<Integer> seed =
            () -> {
              start.await();
              return new Api(stub)
                  .send(
                      "POST",
                      "/__stub/worlds/" + world + "/sessions",
                      "{\"sessions\":[{\"id\":\"t\"},{\"id\":\"t\"}]}")
                  .status();
            };
        Future<Integer> one = threads.submit(put);
        Future<Integer> other = threads.submit(seed);
        assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(400);
        new Api(stub).header("X-Stub-World", world).getV2("s").expect(200);
        assertThat(stub.worlds().drop(world)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST sessions {\"sessions\":[{\"id\":\"t\"},{\"id\":\"t\"}]}",
        "POST clock/advance {\"by\":\"P9999999D\"}",
        "PATCH settings {\"severities\":{\"nothing\":\"off\"}}",
        "POST faults {\"fault\":\"nothing\"}",
        "POST restore {\"snapshot\":\"nothing\"}",
        "POST journal/find {\"body\":{\"nothing\":1}}",
        "POST journal/expect {\"times\":1,\"filter\":{\"body\":{\"nothing\":1}}}",
        "POST journal/await {\"timeout\":\"PT0S\",\"filter\":{\"body\":{\"nothing\":1}}}"
      })
  void failingControlCall_leavesNoNewWorld(String call) {
    String[] parts = call.split(" ", 3);
    Api.Response response =
        new Api(stub).send(parts[0], "/__stub/worlds/new/" + parts[1], parts[2]);
    assertThat(response.status()).as(response.body()).isBetween(400, 405);
    assertThat(stub.worlds().names()).containsExactly("main");
  }
}
