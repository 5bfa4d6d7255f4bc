package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clock, settings and worlds of stubs that share a database, as behind a balancer. */
class SharedSettingsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");
  private static final String UNKNOWN_PROPERTY = "{\"customerSession\":{\"unknown\":1}}";

  private String location;
  private CustomerSessionStub one;
  private CustomerSessionStub other;

  @BeforeEach
  void start() {
    location = PostgresServer.newDatabase();
    one = CustomerSessionStub.builder().store(location).start();
    other = CustomerSessionStub.builder().store(location).start();
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  private static HttpResponse<String> request(
      CustomerSessionStub stub, String method, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Authorization", "ApiKey-v1 test")
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String send(CustomerSessionStub stub, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = request(stub, method, path, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  private static HttpResponse<String> put(CustomerSessionStub stub, String id, String body)
      throws IOException, InterruptedException {
    return request(stub, "PUT", "/v2/customer_sessions/" + id, body);
  }

  private static Instant created(CustomerSessionStub stub, String id)
      throws IOException, InterruptedException {
    String body =
        put(stub, id, "{\"customerSession\":{},\"responseContent\":[\"customerSession\"]}").body();
    JsonObject session =
        JsonParser.parseString(body).getAsJsonObject().getAsJsonObject("customerSession");
    return Instant.parse(session.get("created").getAsString());
  }

  private static JsonObject settings(CustomerSessionStub stub)
      throws IOException, InterruptedException {
    return JsonParser.parseString(send(stub, "GET", "/__stub/worlds/main/settings", ""))
        .getAsJsonObject();
  }

  @Test
  void clock_setAtOneStub_isThatOfTheOtherAtOnce() throws IOException, InterruptedException {
    for (int hour = 0; hour < 3; hour++) {
      Instant time = NOON.plus(Duration.ofHours(hour));
      send(other, "GET", "/__stub/worlds/main/clock", "");

      send(one, "POST", "/__stub/worlds/main/clock/freeze", "{\"at\":\"" + time + "\"}");

      assertThat(created(other, "order-" + hour)).isEqualTo(time);
    }
    send(other, "POST", "/__stub/worlds/main/clock/advance", "{\"by\":\"PT1M\"}");
    assertThat(created(one, "order-9")).isEqualTo(NOON.plusSeconds(2 * 3600 + 60));
    send(other, "DELETE", "/__stub/worlds/main/clock", "");
    assertThat(created(one, "order-10")).isBefore(NOON);
  }

  @Test
  void clock_advancedByBothAtOnce_isAdvancedByAll() throws Exception {
    one.world().clock().freezeAt(NOON);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> ones = threads.submit(() -> advance(one));
      Future<?> others = threads.submit(() -> advance(other));
      ones.get();
      others.get();
    } finally {
      threads.shutdownNow();
    }

    assertThat(created(one, "order-1")).isEqualTo(NOON.plusSeconds(10));
    assertThat(created(other, "order-2")).isEqualTo(NOON.plusSeconds(10));
  }

  private static void advance(CustomerSessionStub stub) {
    for (int i = 0; i < 5; i++) {
      stub.world().clock().advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void settings_changedAtOneStub_areThoseOfTheOther() throws IOException, InterruptedException {
    assertThat(put(other, "order-1", UNKNOWN_PROPERTY).statusCode()).isEqualTo(200);

    send(
        one,
        "PATCH",
        "/__stub/worlds/main/settings",
        "{\"strict\":true,\"repeatedMove\":\"accept\",\"magicValues\":false,"
            + "\"severities\":{\"empty-list\":\"off\"},"
            + "\"expectedViolations\":[{\"rule\":\"unknown-property\",\"location\":\"/a\\nb \"}]}");

    assertThat(put(other, "order-1", UNKNOWN_PROPERTY).statusCode()).isEqualTo(400);
    assertThat(settings(other)).isEqualTo(settings(one));
    JsonObject settings = settings(other);
    assertThat(settings.get("repeatedMove").getAsString()).isEqualTo("accept");
    assertThat(settings.get("magicValues").getAsBoolean()).isFalse();
    assertThat(settings.getAsJsonObject("severities").get("empty-list").getAsString())
        .isEqualTo("off");
    assertThat(settings.getAsJsonArray("expectedViolations")).hasSize(1);
  }

  @Test
  void reset_ofOneStub_resetsClockAndSettingsOfTheOther() throws IOException, InterruptedException {
    send(one, "POST", "/__stub/worlds/main/clock/freeze", "{\"at\":\"" + NOON + "\"}");
    send(one, "PATCH", "/__stub/worlds/main/settings", "{\"strict\":true}");
    assertThat(created(other, "order-1")).isEqualTo(NOON);

    send(one, "POST", "/__stub/worlds/main/reset", "");

    assertThat(created(other, "order-1")).isBefore(NOON);
    assertThat(put(other, "order-1", UNKNOWN_PROPERTY).statusCode()).isEqualTo(200);
    assertThat(created(one, "order-2")).isBefore(NOON);
  }

  @Test
  void sessions_seededAtTheOther_haveTheTimeOfTheFrozenClock() throws Exception {
    one.world().clock().freezeAt(NOON);

    other.world().seed(SessionSeed.of("paid").state(SessionState.CLOSED));

    assertThat(send(one, "GET", "/v2/customer_sessions/paid", "")).contains("2031-05-06T12:00");
  }

  @Test
  void change_ofAStubWithOtherOptions_keepsWhatWasSet() throws Exception {
    try (CustomerSessionStub strict =
        CustomerSessionStub.builder().store(location).strict(true).start()) {
      send(strict, "PATCH", "/__stub/worlds/main/settings", "{\"strict\":false}");
      one.world().clock().freezeAt(NOON);

      assertThat(put(strict, "order-1", UNKNOWN_PROPERTY).statusCode()).isEqualTo(200);
      one.reset();
      assertThat(put(strict, "order-1", UNKNOWN_PROPERTY).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void rule_thatChangesTheClock_isRefused() throws Exception {
    AtomicReference<CustomerSessionStub> running = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder()
            .store(location)
            .transitionRule(
                transition -> {
                  try {
                    running.get().world().clock().freezeAt(NOON);
                  } catch (IllegalStateException e) {
                    thrown.set(e);
                  }
                  return Optional.empty();
                })
            .start()) {
      running.set(stub);
      put(stub, "order-1", "{\"customerSession\":{\"state\":\"closed\"}}");

      assertThat(thrown.get()).hasMessageContaining("change a clock and settings");
      assertThat(created(stub, "order-2")).isBefore(NOON);
    }
  }

  @Test
  void settings_thatANewerStubHasWritten_areLeftOut() throws Exception {
    one.world().clock().freezeAt(NOON);
    PostgresServer.execute(
        location.substring(location.lastIndexOf('/') + 1),
        "update stub_world set settings = '{\"severities\":\"newer-rule=off\"}',"
            + " settings_version = settings_version + 1000");

    assertThat(put(other, "order-1", "{\"customerSession\":{}}").statusCode()).isEqualTo(200);
    send(other, "POST", "/__stub/worlds/main/reset", "");
    assertThat(created(one, "order-2")).isBefore(NOON);
  }

  @Test
  void invalidSetting_changesNothing() throws IOException, InterruptedException {
    JsonObject before = settings(one);

    assertThat(
            request(
                    one,
                    "PATCH",
                    "/__stub/worlds/main/settings",
                    "{\"strict\":true,\"severities\":{\"no-rule\":\"off\"}}")
                .statusCode())
        .isEqualTo(400);

    assertThat(settings(one)).isEqualTo(before);
    assertThat(settings(other)).isEqualTo(before);
  }

  @Test
  void worldOfOneStub_isThatOfTheOther() throws IOException, InterruptedException {
    put(one, "order-1", "{\"customerSession\":{}}");
    send(one, "PUT", "/__world/checkout/v2/customer_sessions/o", "{\"customerSession\":{}}");
    send(one, "POST", "/__stub/worlds/checkout/clock/freeze", "{\"at\":\"" + NOON + "\"}");

    assertThat(send(other, "GET", "/__stub/worlds", "")).contains("\"checkout\"");
    assertThat(send(other, "GET", "/__stub/worlds/checkout/clock", ""))
        .contains("2031-05-06T12:00");
    send(other, "DELETE", "/__stub/worlds/checkout", "");
    assertThat(request(one, "GET", "/__world/checkout/v2/customer_sessions/o", "").statusCode())
        .isEqualTo(404);
    assertThat(send(one, "GET", "/__stub/worlds/checkout/clock", ""))
        .doesNotContain("2031-05-06T12:00");
  }

  @Test
  void restart_onSqlite_keepsClockSettingsAndWorlds(@TempDir Path folder)
      throws IOException, InterruptedException {
    String file = "sqlite:" + folder.resolve("stub.db");
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(file).start()) {
      send(stub, "POST", "/__stub/worlds/main/clock/freeze", "{\"at\":\"" + NOON + "\"}");
      send(stub, "PATCH", "/__stub/worlds/other/settings", "{\"strict\":true}");
    }
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().store(file).magicValues(false).start()) {
      assertThat(created(stub, "order-1")).isEqualTo(NOON);
      // What nobody has changed in the world is as the stub is started.
      assertThat(settings(stub).get("magicValues").getAsBoolean()).isFalse();
      assertThat(settings(stub).get("strict").getAsBoolean()).isFalse();
      assertThat(send(stub, "GET", "/__stub/worlds", "")).contains("\"other\"");
      assertThat(send(stub, "GET", "/__stub/worlds/other/settings", ""))
          .contains("\"strict\":true");
    }
  }
}
