package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stubs in processes of their own on one PostgreSQL. {@code -Dstores.history=SECONDS} sets how long
 * a history is recorded.
 */
class ProcessesTest {
  private static final Duration RECORDED =
      Duration.ofSeconds(Integer.getInteger("stores.history", 3));
  private static final int CLIENTS = 8;
  private static final int SESSIONS = 3;
  private static final int CLOSING = 64;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final String location = PostgresServer.newDatabase();
  private final List<Process> processes = new ArrayList<>();
  private final List<URI> stubs = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private void start(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      processes.add(StubProgram.run(location, StubProgram.SHORT_LIVED));
    }
    for (Process each : processes) {
      String url = each.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(url).as("the URL of a process; if it ended, standard error says why").isNotNull();
      stubs.add(URI.create(url));
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    for (Process each : processes) {
      each.destroyForcibly().waitFor();
    }
  }

  private static HttpRequest.Builder request(URI stub, String method, String path, String body) {
    return HttpRequest.newBuilder(stub.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "ApiKey-v1 test")
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(URI stub, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(stub, method, path, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String body(String session) {
    return "{\"customerSession\":{" + session + "},\"responseContent\":[\"customerSession\"]}";
  }

  private HttpResponse<String> put(URI stub, String id, String session)
      throws IOException, InterruptedException {
    return send(stub, "PUT", "/v2/customer_sessions/" + id, body(session));
  }

  /** A response of 503 may come of a slow machine, and the key makes it safe to try again. */
  private HttpResponse<String> putUntilAvailable(URI stub, String id, String session)
      throws IOException, InterruptedException {
    HttpResponse<String> response;
    int attempts = 0;
    do {
      response =
          client.send(
              request(stub, "PUT", "/v2/customer_sessions/" + id, body(session))
                  .header("Idempotency-Key", id)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      attempts++;
    } while (response.statusCode() == 503 && attempts < 20);
    return response;
  }

  private static JsonObject session(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body())
        .getAsJsonObject()
        .getAsJsonObject("customerSession");
  }

  private <T> List<T> atOnce(int number, Callable<T> work) throws Exception {
    CountDownLatch together = new CountDownLatch(number);
    List<Future<T>> running = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      running.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return work.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(each.get(5, TimeUnit.MINUTES));
    }
    return results;
  }

  /** The last process is killed halfway, so updates are left of which nobody knows the outcome. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void updatesAndReads_ofSeveralProcesses_areLinearizable(int number) throws Exception {
    start(number);
    List<History> histories = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      histories.add(new History());
    }
    long begin = System.nanoTime();
    long half = begin + RECORDED.toNanos() / 2;
    Process killed = processes.get(number - 1);
    Future<?> killing =
        threads.submit(
            () -> {
              TimeUnit.NANOSECONDS.sleep(half - System.nanoTime());
              return killed.destroyForcibly().waitFor();
            });

    atOnce(CLIENTS, () -> exchange(histories, begin + RECORDED.toNanos()));

    killing.get();
    int exchanges = 0;
    for (History each : histories) {
      assertThat(each.size()).isGreaterThan(1);
      each.checkLinearizable();
      exchanges += each.size();
    }
    System.out.printf(
        "stores: PostgreSQL, %d processes, one of them killed: %d responses about %d sessions are"
            + " linearizable%n",
        number, exchanges, SESSIONS);
  }

  private int exchange(List<History> histories, long end) throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int sent = 0;
    while (sent < 10 || System.nanoTime() - end < 0) {
      int number = random.nextInt(SESSIONS);
      History history = histories.get(number);
      URI stub = stubs.get(random.nextInt(stubs.size()));
      boolean isUpdate = sent == 0 || random.nextInt(3) > 0;
      String mark = Thread.currentThread().getId() + "-" + sent;
      long begin = System.nanoTime();
      try {
        HttpResponse<String> response =
            isUpdate
                ? put(
                    stub,
                    "shared-" + number,
                    "\"cartItems\":[{\"sku\":\"" + mark + "\",\"quantity\":1,\"price\":1}]")
                : send(stub, "GET", "/v2/customer_sessions/shared-" + number, "");
        long received = System.nanoTime();
        if (response.statusCode() == 503) {
          throw new IOException(response.body());
        }
        if (!isUpdate && response.statusCode() == 404) {
          continue;
        }
        JsonObject session = session(response);
        String shown =
            session.getAsJsonArray("cartItems").get(0).getAsJsonObject().get("sku").getAsString();
        assertThat(shown).isEqualTo(isUpdate ? mark : shown);
        history.add(
            new History.Event(
                isUpdate, begin, received, session.get("updateCount").getAsInt(), shown));
      } catch (IOException e) {
        // The process was killed, or the machine is too slow for the time that the store has.
        if (isUpdate) {
          history.addUnknown();
        }
      }
      sent++;
    }
    return sent;
  }

  @Test
  void history_thatIsNotLinearizable_isFound() {
    History lost = new History();
    lost.add(new History.Event(true, 1, 2, 1, "a"));
    lost.add(new History.Event(true, 3, 4, 1, "b"));
    assertThatThrownBy(lost::checkLinearizable).hasMessageContaining("two of");
    History old = new History();
    old.add(new History.Event(true, 1, 2, 1, "a"));
    old.add(new History.Event(true, 3, 4, 2, "b"));
    old.add(new History.Event(false, 5, 6, 1, "a"));
    assertThatThrownBy(old::checkLinearizable).hasMessageContaining("had been seen");
    History torn = new History();
    torn.add(new History.Event(true, 1, 4, 1, "a"));
    torn.add(new History.Event(false, 2, 3, 1, "b"));
    assertThatThrownBy(torn::checkLinearizable).isInstanceOf(AssertionError.class);
    History gap = new History();
    gap.add(new History.Event(true, 1, 2, 2, "a"));
    assertThatThrownBy(gap::checkLinearizable).hasMessageContaining("without a response");
    gap.addUnknown();
    gap.checkLinearizable();
  }

  @Test
  void couponWithOneUse_closedByManySessionsOnFourProcesses_isGrantedOnce() throws Exception {
    start(4);
    AtomicInteger next = new AtomicInteger();

    List<Boolean> granted =
        atOnce(
            CLOSING,
            () -> {
              int i = next.getAndIncrement();
              HttpResponse<String> response =
                  putUntilAvailable(
                      stubs.get(i % stubs.size()),
                      "order-" + i,
                      "\"profileId\":\"jane\",\"cartItems\":[{\"sku\":\"mug\",\"quantity\":1,"
                          + "\"price\":10.50}],\"couponCodes\":[\""
                          + StubProgram.ONCE
                          + "\"],\"state\":\"closed\"");
              session(response);
              return response.body().contains("acceptCoupon");
            });

    assertThat(granted).filteredOn(each -> each).hasSize(1);
    String database = location.substring(location.lastIndexOf('/') + 1);
    assertThat(
            PostgresServer.number(
                database,
                "select max(used) from stub_counter where subject like '%"
                    + StubProgram.ONCE
                    + "'"))
        .isEqualTo(1);
    JsonObject profile =
        JsonParser.parseString(
                send(stubs.get(0), "PUT", "/v2/customer_profiles/jane?dry=true", "{}").body())
            .getAsJsonObject()
            .getAsJsonObject("customerProfile");
    assertThat(profile.get("closedSessions").getAsInt()).isEqualTo(CLOSING);
    // One of them has a discount of 1.
    assertThat(profile.get("totalSales").getAsBigDecimal()).isEqualByComparingTo("672");
  }

  @Test
  void parallelUpdates_ofTwoProcesses_areRefusedIfTheWorldSaysSo() throws Exception {
    start(2);
    put(stubs.get(0), "shared", "");
    assertThat(
            send(
                    stubs.get(0),
                    "PATCH",
                    "/__stub/worlds/main/settings",
                    "{\"parallelUpdates\":\"refuse\"}")
                .statusCode())
        .isEqualTo(200);

    AtomicInteger next = new AtomicInteger();
    List<Integer> counts =
        atOnce(
            2,
            () -> {
              URI stub = stubs.get(next.getAndIncrement());
              int stored = 0;
              for (int i = 0; i < 200; i++) {
                HttpResponse<String> response = put(stub, "shared", "\"attributes\":{}");
                assertThat(response.statusCode()).as(response.body()).isIn(200, 409);
                stored += response.statusCode() == 200 ? 1 : 0;
              }
              return stored;
            });

    int stored = counts.get(0) + counts.get(1);
    assertThat(stored).isBetween(1, 399);
    HttpResponse<String> read = send(stubs.get(1), "GET", "/v2/customer_sessions/shared", "");
    assertThat(session(read).get("updateCount").getAsInt()).isEqualTo(1 + stored);
  }
}
