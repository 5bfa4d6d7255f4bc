package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at once: updates of one session are atomic. */
class ConcurrencyTest {
  private static final int THREADS = 32;
  private static final int UPDATES = 25;

  @Test
  void updates_by32Threads_areAllThere() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      Api api = new Api(stub);
      api.putV2("s", "{}").expect(200);
      inParallel(
          thread -> {
            Api own = new Api(stub);
            for (int i = 0; i < UPDATES; i++) {
              own.putV2("s", "{\"attributes\":{\"t" + thread + "_" + i + "\":" + i + "}}")
                  .expect(200);
            }
          });

      JsonObject session = api.getV2("s").expect(200).session();

      assertThat(session.get("updateCount").getAsInt()).isEqualTo(1 + THREADS * UPDATES);
      assertThat(session.getAsJsonObject("attributes").size()).isEqualTo(THREADS * UPDATES);
    }
  }

  @Test
  void creations_by32Threads_makeOneSessionAndOneFirst() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      List<Boolean> first = java.util.Collections.synchronizedList(new ArrayList<>());
      inParallel(
          thread -> {
            Api own = new Api(stub);
            own.putV2("shared", "{}").expect(200);
            first.add(
                own.putV2("own-" + thread, "{\"profileId\":\"p\"}")
                    .expect(200)
                    .session()
                    .get("firstSession")
                    .getAsBoolean());
          });

      Api api = new Api(stub);
      assertThat(api.getV2("shared").session().get("updateCount").getAsInt()).isEqualTo(THREADS);
      assertThat(first).hasSize(THREADS).containsOnlyOnce(true);
    }
  }

  @Test
  void closes_by32Threads_oneWins() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      Api api = new Api(stub);
      api.putV2("s", "{}").expect(200);
      List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
      inParallel(
          thread -> statuses.add(new Api(stub).putV2("s", "{\"state\":\"closed\"}").status()));

      assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
    }
  }

  /** Whatever order they come in, no session is left whose profile does not know of it. */
  @Test
  void erasing_whileSessionsChange_leavesProfilesThatAgreeWithTheirSessions() throws Exception {
    try (CustomerSessionStub stub = Stubs.start()) {
      inParallel(
          thread -> {
            Api own = new Api(stub);
            for (int i = 0; i < 20; i++) {
              if (thread % 4 == 0) {
                own.send("DELETE", "/v1/customer_data/p", null);
              } else {
                own.putV2(
                        "s-" + thread + "-" + i,
                        "{\"profileId\":\"p\",\"state\":\"closed\",\"cartItems\":"
                            + "[{\"sku\":\"a\",\"quantity\":1,\"price\":10}]}")
                    .expect(200);
              }
            }
          });

      Api api = new Api(stub);
      com.google.gson.JsonObject profile =
          api.send("PUT", "/v2/customer_profiles/p?dry=true", "{}")
              .json()
              .getAsJsonObject("customerProfile");
      int left =
          api.asManager()
              .send("GET", "/v1/applications/1/sessions", null)
              .json()
              .getAsJsonArray("data")
              .size();
      assertThat(stub.world().sessionCount()).isEqualTo(left);
      assertThat(profile.get("closedSessions").getAsInt()).isEqualTo(left);
      assertThat(profile.get("totalSales").getAsInt()).isEqualTo(10 * left);
    }
  }

  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Future<?>> running =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            together.await();
                            work.run(thread);
                            return null;
                          }))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
