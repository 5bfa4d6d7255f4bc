package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole stubs, started with the setting, over HTTP. */
class DurableStubTest {
  private static final int SESSIONS = 64;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CART =
      "\"profileId\":\"jane\",\"cartItems\":[{\"sku\":\"mug\",\"quantity\":1,\"price\":10.50}]";

  private static CustomerSessionStub start(String location) {
    return CustomerSessionStub.builder()
        // Many sessions wait for one coupon, on machines that may be busy.
        .storeTimeout(Duration.ofMinutes(1))
        .store(location)
        .fixtures(
            Fixtures.builder()
                .coupons(Promotion.coupon("ONCE").amount("1").limits(Limits.NONE.total(1)))
                .build())
        .start();
  }

  private static HttpResponse<String> send(
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

  private static HttpResponse<String> put(CustomerSessionStub stub, String id, String session)
      throws IOException, InterruptedException {
    return send(
        stub,
        "PUT",
        "/v2/customer_sessions/" + id,
        "{\"customerSession\":{" + session + "},\"responseContent\":[\"customerSession\"]}");
  }

  private static JsonObject session(CustomerSessionStub stub, String id)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(stub, "GET", "/v2/customer_sessions/" + id, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body())
        .getAsJsonObject()
        .getAsJsonObject("customerSession");
  }

  private static void restartKeepsSessions(String location) throws Exception {
    JsonObject before;
    try (CustomerSessionStub stub = start(location)) {
      assertThat(put(stub, "order-1", CART).statusCode()).isEqualTo(200);
      assertThat(put(stub, "order-1", "\"state\":\"closed\"").statusCode()).isEqualTo(200);
      before = session(stub, "order-1");
    }

    try (CustomerSessionStub stub = start(location)) {
      assertThat(session(stub, "order-1")).isEqualTo(before);
      assertThat(before.get("total").getAsString()).isEqualTo("10.50");
      assertThat(put(stub, "order-1", "\"state\":\"open\"").statusCode()).isEqualTo(400);
      JsonObject next =
          JsonParser.parseString(put(stub, "order-2", CART).body())
              .getAsJsonObject()
              .getAsJsonObject("customerSession");
      assertThat(next.get("id").getAsLong()).isEqualTo(before.get("id").getAsLong() + 1);
      assertThat(next.get("firstSession").getAsBoolean()).isFalse();
      stub.reset();
      assertThat(send(stub, "GET", "/v2/customer_sessions/order-1", "").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void restart_onSqlite_keepsSessions(@TempDir Path folder) throws Exception {
    restartKeepsSessions("sqlite:" + folder.resolve("stub.db"));
  }

  @Test
  void restart_onPostgres_keepsSessions() throws Exception {
    restartKeepsSessions(PostgresServer.newDatabase());
  }

  @Test
  void twoStubs_onOnePostgres_seeEachOthersSessions() throws Exception {
    String location = PostgresServer.newDatabase();
    try (CustomerSessionStub one = start(location);
        CustomerSessionStub other = start(location)) {
      put(one, "order-1", CART);

      assertThat(session(other, "order-1")).isEqualTo(session(one, "order-1"));
      assertThat(put(other, "order-1", "\"state\":\"closed\"").statusCode()).isEqualTo(200);
      assertThat(put(one, "order-1", "\"state\":\"open\"").statusCode()).isEqualTo(400);
      assertThat(session(one, "order-1").get("state").getAsString()).isEqualTo("closed");
    }
  }

  @Test
  void couponWithOneUse_closedByManySessionsOnTwoStubs_isGrantedOnce() throws Exception {
    String location = PostgresServer.newDatabase();
    ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
    try (CustomerSessionStub one = start(location);
        CustomerSessionStub other = start(location)) {
      CountDownLatch together = new CountDownLatch(SESSIONS);
      List<Future<HttpResponse<String>>> closing = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        String id = "order-" + i;
        CustomerSessionStub stub = i % 2 == 0 ? one : other;
        closing.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return put(stub, id, CART + ",\"couponCodes\":[\"ONCE\"],\"state\":\"closed\"");
                }));
      }
      int granted = 0;
      for (Future<HttpResponse<String>> each : closing) {
        HttpResponse<String> response = each.get(120, TimeUnit.SECONDS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        granted += response.body().contains("acceptCoupon") ? 1 : 0;
      }

      assertThat(granted).isEqualTo(1);
      JsonObject profile =
          JsonParser.parseString(
                  send(one, "PUT", "/v2/customer_profiles/jane?dry=true", "{}").body())
              .getAsJsonObject()
              .getAsJsonObject("customerProfile");
      assertThat(profile.get("closedSessions").getAsInt()).isEqualTo(SESSIONS);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void postgres_thatRefusesConnections_isA503UntilItIsBack() throws Exception {
    String location = PostgresServer.newDatabase();
    String database = location.substring(location.lastIndexOf('/') + 1);
    try (CustomerSessionStub stub = start(location)) {
      put(stub, "order-1", CART);
      PostgresServer.execute(
          "postgres", "alter database " + database + " with allow_connections false");
      PostgresServer.execute(
          "postgres",
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
              + database
              + "'");

      HttpResponse<String> refused = put(stub, "order-1", "\"state\":\"closed\"");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.body()).contains("The store of this stub is not available");

      PostgresServer.execute(
          "postgres", "alter database " + database + " with allow_connections true");
      HttpResponse<String> accepted = refused;
      for (int i = 0; i < 30 && accepted.statusCode() == 503; i++) {
        accepted = put(stub, "order-1", "\"state\":\"closed\"");
      }
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
    }
  }
}
