package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Promotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever grows ends with 507 before the heap is full, and a reset makes room. How long a process
 * with a small heap is loaded can be set with {@code -Dmemory.rounds=10}.
 */
class MemoryBudgetTest {
  private static final int ROUNDS = Integer.getInteger("memory.rounds", 1);
  private static final int MEMORY = 4_000_000;
  private static final int STATE = 3_000_000;
  private static final int MAX_REQUESTS = 20_000;

  @ParameterizedTest
  @EnumSource(Growth.class)
  void growth_endsWith507_changesNothingThen_andAResetMakesRoom(Growth growth) throws Exception {
    Fixtures coupons =
        Fixtures.builder().coupons(Promotion.coupon("ITEM").amount("0.01").sku("mug")).build();
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().fixtures(coupons).maxMemory(MEMORY).start()) {
      URI url = URI.create(stub.url());
      long atFirst = stub.worlds().memory().taken();

      Requests.Response last = untilFull(url, growth, 400_000);

      assertThat(last.status()).as(last.body()).isEqualTo(507);
      assertThat(last.body()).contains("maxMemory");
      long full = stub.worlds().memory().taken();
      assertThat(full).isLessThanOrEqualTo(STATE);

      Requests.send(url, "DELETE", "/__stub/worlds", null);
      for (int i = 0; i < 100; i++) {
        Requests.send(url, "DELETE", "/__stub/snapshots/n" + i, null);
      }
      assertThat(stub.worlds().memory().taken()).isEqualTo(atFirst);
      assertThat(Growth.SESSIONS.send(url, 0, 400).status()).isEqualTo(200);
    }
  }

  private static Requests.Response untilFull(URI url, Growth growth, int size) throws Exception {
    Requests.Response response = growth.send(url, 0, size);
    for (int i = 1; i < MAX_REQUESTS && response.status() < 300; i++) {
      response = growth.send(url, i, size);
    }
    return response;
  }

  @Test
  void rememberedResponses_forgetTheOldest_whenThereIsNoMemory() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().maxMemory(MEMORY).start()) {
      URI url = URI.create(stub.url());
      String content = "\"attributes\":{\"a\":\"" + "x".repeat(100_000) + "\"}";
      for (int i = 0; i < 100; i++) {
        Requests.Response response =
            Requests.send(
                url,
                "PUT",
                "/v2/customer_sessions/s",
                "{\"customerSession\":{" + content + "}}",
                "Idempotency-Key",
                "k" + i);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
      }

      assertThat(stub.worlds().memory().taken()).isBetween(STATE / 2L, (long) STATE);
      stub.reset();
      assertThat(stub.worlds().memory().taken()).isLessThan(100_000);
    }
  }

  @Test
  void countedMagicValues_takeLittle_howeverLongTheyAre() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().maxMemory(MEMORY).start()) {
      URI url = URI.create(stub.url());
      for (int i = 0; i < 50; i++) {
        Requests.send(
            url,
            "PUT",
            "/v2/customer_sessions/s",
            "{\"customerSession\":{\"attributes\":{\"a\":\"%d%sstub-fault-status-503-times-1\"}}}"
                .formatted(i, "x".repeat(200_000)));
      }

      assertThat(stub.journal().find().status(503).count()).isPositive();
      assertThat(stub.worlds().memory().taken()).isLessThan(100_000);
      stub.reset();
      assertThat(Requests.isHealthy(url)).isTrue();
    }
  }

  @Test
  void journals_ofAllWorlds_forgetTheOldest_ofTheLargestFirst() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().maxMemory(MEMORY).start()) {
      URI url = URI.create(stub.url());
      for (int i = 0; i < 100; i++) {
        Requests.send(
            url,
            "GET",
            "/v2/customer_sessions/" + "x".repeat(20_000),
            null,
            "X-Stub-World",
            "w" + i % 5);
      }
      Requests.send(url, "GET", "/v2/customer_sessions/small", null, "X-Stub-World", "small");

      assertThat(stub.world("small").journal().exchanges()).hasSize(1);
      for (int i = 0; i < 5; i++) {
        assertThat(stub.world("w" + i).journal().exchanges().size()).isBetween(1, 6);
        assertThat(stub.world("w" + i).journal().total()).isEqualTo(20);
      }
    }
  }

  @Test
  void restore_withoutRoom_isRefused_andChangesNothing() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().maxMemory(MEMORY).start()) {
      URI url = URI.create(stub.url());
      for (int i = 0; i < 10; i++) {
        Growth.SESSIONS.send(url, i, 4_000_000);
      }
      Requests.send(url, "PUT", "/__stub/snapshots/n", "{\"world\":\"main\"}");
      Requests.Response restored = null;
      for (int i = 0; i < 10 && (restored == null || restored.status() < 300); i++) {
        restored =
            Requests.send(url, "POST", "/__stub/worlds/w" + i + "/restore", "{\"snapshot\":\"n\"}");
      }

      assertThat(restored).isNotNull();
      assertThat(restored.status()).as(restored.body()).isEqualTo(507);
      assertThat(stub.world().sessionCount()).isEqualTo(10);
    }
  }

  @Test
  void smallHeap_withDefaults_isNeverFull(@TempDir Path folder) throws Exception {
    Path fixtures = folder.resolve("account.yaml");
    Files.writeString(fixtures, "coupons:\n  - code: ITEM\n    amount: 0.01\n    sku: mug\n");
    try (StubProcess stub =
        StubProcess.serve(
            List.of("-Xmx128m"), "serve", "--port", "0", "--fixtures", fixtures.toString())) {
      URI url = stub.url();
      int full = 0;
      for (int round = 0; round < ROUNDS; round++) {
        for (Growth growth : Growth.values()) {
          Requests.Response last = untilFull(url, growth, 1_900_000);

          assertThat(last.status()).as("%s: %s %s", growth, last.body(), stub.err()).isEqualTo(507);
          full++;
          assertThat(Requests.isHealthy(url)).isTrue();
          Requests.send(url, "DELETE", "/__stub/worlds", null);
          for (int i = 0; i < 100; i++) {
            Requests.send(url, "DELETE", "/__stub/snapshots/n" + i, null);
          }
        }
        violationsAndJournals(url);
      }
      assertThat(stub.err()).isEmpty();
      stub.terminate();
      assertThat(stub.exitCode(60)).isEqualTo(143);
      System.out.printf(
          "attack: memory heap=128 MB rounds=%d ended with 507 and recovered=%d of %d%n",
          ROUNDS, full, ROUNDS * Growth.values().length);
    }
  }

  /** Sends what stays in journals only, many times what they have room for. */
  private static void violationsAndJournals(URI url) throws Exception {
    String path = "/v2/customer_sessions/" + "x".repeat(300_000);
    String unknown = "\"u\":1";
    for (int i = 0; i < 1_000; i++) {
      unknown += ",\"u" + i + "\":1";
    }
    for (int i = 0; i < 100; i++) {
      Requests.send(url, "GET", path, null, "X-Stub-World", "w" + i);
      Requests.send(
          url, "PUT", path + i, "{\"customerSession\":{" + unknown + "}}", "X-Stub-World", "w" + i);
    }
    assertThat(Requests.send(url, "GET", "/__stub/worlds/w99/violations.xml", null).status())
        .isEqualTo(200);
    Requests.send(url, "DELETE", "/__stub/worlds", null);
  }
}
