package io.customersession.contract.stub.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.operation.Operation;
import io.customersession.stub.api.ApiOperation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which call meets which fault. */
class FaultPlanTest {
  private final FaultPlan plan = new FaultPlan(List.of(ApiOperation.values()), true);

  private static FaultCall call(Operation operation, String session, String body) {
    return new FaultCall(
        operation,
        session,
        operation.method(),
        operation.path().replaceAll("\\{.*?}", session),
        null,
        body.getBytes(StandardCharsets.UTF_8),
        null);
  }

  private static FaultCall put(String session) {
    return call(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, session, "{}");
  }

  private static FaultCall get(String session) {
    return call(ApiOperation.GET_CUSTOMER_SESSION, session, "");
  }

  private String fire(FaultCall call) {
    return String.valueOf(plan.fire(call).description());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay=200ms",
        "delay=2s+-500ms",
        "status=503",
        "status=429;retry-after=2",
        "conflict",
        "drop",
        "drop-after",
        "truncate",
        "malformed"
      })
  void text_isReadAndWrittenAlike(String text) {
    assertThat(Fault.parse(text)).hasToString(text);
  }

  @Test
  void spread_canBeWrittenWithItsSign_asAHeaderCarriesIt() {
    Fault expected = Fault.delay(Duration.ofMillis(200), Duration.ofMillis(50));
    assertThat(Fault.parse("delay=200ms\u00b150ms")).isEqualTo(expected);
    String sentAsUtf8 =
        new String(
            "delay=200ms\u00b150ms".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(Fault.parse(sentAsUtf8)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dorp                      | "dorp" is not a fault; use, for example, delay=200ms
          ''                        | "" is not a fault
          delay=fast                | "delay=fast" is not a fault
          delay=11000s              | a delay must be 0 to 10 minutes
          delay=1s+-2s              | the spread of a delay must be at most the delay
          status=200                | the status of a fault must be 400 to 599, not 200
          status=500;retry-after=1  | only 429 and 503 can have a retry-after, not 500
          status=503;retry-after=99999 | a retry-after must be 0 to 86400 seconds
          """)
  void text_thatIsNoFault_saysWhatWouldBe(String text, String message) {
    assertThatThrownBy(() -> Fault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void list_hasOneDelayAndOneOther() {
    assertThat(Fault.parseAll("delay=1s, drop")).hasSize(2);
    assertThat(Fault.parseAll("none")).isEmpty();
    for (String many : List.of("drop, truncate", "delay=1s, delay=2s", "drop, none", "drop,")) {
      assertThatThrownBy(() -> Fault.parseAll(many)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void rule_isForTheCallsItNames() {
    plan.add(FaultRule.of(Fault.drop()).operation("getCustomerSession").resourceId("a"));
    plan.add(FaultRule.of(Fault.truncate()).method("put").path("/v2/*/b"));
    plan.add(FaultRule.of(Fault.malformed()).path("/v1/status/health"));

    assertThat(fire(get("a"))).isEqualTo("drop by rule 1");
    assertThat(fire(get("c"))).isEqualTo("null");
    assertThat(fire(put("a"))).isEqualTo("null");
    assertThat(fire(put("b"))).isEqualTo("truncate by rule 2");
    assertThat(fire(get("b"))).isEqualTo("null");
    assertThat(fire(call(ApiOperation.HEALTH, "", ""))).isEqualTo("malformed by rule 3");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/*/a,       true",
    "/v2/*,         true",
    "*,             true",
    "*/a,           true",
    "/v2/customer_sessions/a, true",
    "/v2/customer_sessions/*a, true",
    "/v2/customer*sessions/a*a, false",
    "/v2/*/b,       false",
    "/v2/*sess*/*ions*, false",
    "/v1/*,         false",
  })
  void path_starStandsForAnything(String pattern, boolean matches) {
    plan.add(FaultRule.of(Fault.drop()).path(pattern));
    assertThat(plan.fire(put("a")).fault() != null).isEqualTo(matches);
  }

  @Test
  void rule_canBeForTheNextCalls_orForEverySoMany() {
    plan.add(FaultRule.of(Fault.status(503)).times(2));
    plan.add(FaultRule.of(Fault.delay(Duration.ofSeconds(1))).every(3));

    assertThat(IntStream.range(0, 7).mapToObj(i -> fire(get("a"))))
        .containsExactly(
            "status=503 by rule 1",
            "status=503 by rule 1",
            "delay=1s by rule 2",
            "null",
            "null",
            "delay=1s by rule 2",
            "null");
    assertThat(plan.rules())
        .extracting(FaultPlan.Entry::number, FaultPlan.Entry::matched, FaultPlan.Entry::fired)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, 2L, 2L),
            org.assertj.core.groups.Tuple.tuple(2L, 7L, 2L));
  }

  @Test
  void probability_withTheSameSeed_givesTheSameSequence() {
    plan.add(FaultRule.of(Fault.drop()).probability(0.3, 42));
    List<String> first = IntStream.range(0, 1000).mapToObj(i -> fire(get("a"))).toList();
    plan.reset();
    plan.add(FaultRule.of(Fault.drop()).probability(0.3, 42));
    assertThat(IntStream.range(0, 1000).mapToObj(i -> fire(get("a"))))
        .isEqualTo(first)
        .isNotEmpty();
    assertThat(first.stream().filter("drop by rule 1"::equals).count()).isBetween(250L, 350L);
    plan.reset();
    plan.add(FaultRule.of(Fault.drop()).probability(0.3, 43));
    assertThat(IntStream.range(0, 1000).mapToObj(i -> fire(get("a"))).toList()).isNotEqualTo(first);
  }

  @Test
  void delay_variesWithinItsSpread_byItsSeed() {
    plan.add(FaultRule.of(Fault.delay(Duration.ofMillis(200), Duration.ofMillis(50))));
    List<Duration> first =
        IntStream.range(0, 500).mapToObj(i -> plan.fire(get("a")).delay()).toList();
    assertThat(first)
        .allMatch(d -> d.toMillis() >= 150 && d.toMillis() <= 250)
        .anyMatch(d -> d.toMillis() < 170)
        .anyMatch(d -> d.toMillis() > 230);
    plan.reset();
    plan.add(FaultRule.of(Fault.delay(Duration.ofMillis(200), Duration.ofMillis(50))));
    assertThat(IntStream.range(0, 500).mapToObj(i -> plan.fire(get("a")).delay())).isEqualTo(first);
  }

  @Test
  void severalRules_theFirstDelayAndTheFirstOtherHappen() {
    plan.add(FaultRule.of(Fault.drop()).times(1));
    plan.add(Fault.delay(Duration.ofMillis(5)));
    plan.add(Fault.status(500));
    assertThat(fire(get("a"))).isEqualTo("drop by rule 1, delay=5ms by rule 2");
    assertThat(fire(get("a"))).isEqualTo("delay=5ms by rule 2, status=500 by rule 3");
    assertThat(plan.remove(2)).isTrue();
    assertThat(plan.remove(2)).isFalse();
    assertThat(fire(get("a"))).isEqualTo("status=500 by rule 3");
    plan.clear();
    assertThat(fire(get("a"))).isEqualTo("null");
    assertThat(plan.add(Fault.drop())).isEqualTo(4);
  }

  @Test
  void rule_thatCouldNeverApply_isRefused() {
    FaultRule any = FaultRule.of(Fault.drop());
    for (Runnable wrong :
        List.<Runnable>of(
            () -> plan.add(any.operation("getSession")),
            () -> plan.add(FaultRule.of(Fault.conflict()).operation("getCustomerSession")),
            () -> plan.add(FaultRule.of(Fault.truncate()).operation("deleteCustomerData")),
            () -> any.method("G T"),
            () -> any.path("v2"),
            () -> any.times(0),
            () -> any.every(0),
            () -> any.probability(0, 1),
            () -> any.probability(1.1, 1),
            () -> any.probability(Double.NaN, 1),
            () -> any.every(2).probability(0.5, 1))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
    for (int i = 0; i < FaultPlan.MAX_RULES; i++) {
      plan.add(any);
    }
    assertThatThrownBy(() -> plan.add(any)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void conflict_happensOnlyWhereTheDocumentHasIt() {
    plan.add(Fault.conflict());
    assertThat(fire(get("a"))).isEqualTo("null");
    assertThat(fire(call(ApiOperation.RETURN_CART_ITEMS, "a", "{}"))).isEqualTo("null");
    assertThat(fire(put("a"))).isEqualTo("conflict by rule 1");
    assertThat(fire(call(ApiOperation.UPDATE_CUSTOMER_PROFILE_V2, "a", "{}")))
        .isEqualTo("conflict by rule 1");
  }

  @ParameterizedTest
  @CsvSource({
    "stub-fault-drop, drop",
    "cart-7-stub-fault-drop-after, drop-after",
    "STUB-FAULT-STATUS-503, status=503",
    "x-stub-fault-status-429-retry-after-2, status=429;retry-after=2",
    "x.stub-fault-delay-20ms, delay=20ms",
    "stub-fault-truncate, truncate",
    "stub-fault-malformed, malformed",
    "stub-fault-conflict, conflict",
  })
  void magicValue_inPathOrBody_isAFault(String value, String fault) {
    assertThat(fire(put(value)))
        .startsWith(fault + " by value ")
        .endsWith(
            "stub-fault-" + value.toLowerCase(java.util.Locale.ROOT).split("stub-fault-", 2)[1]);
    assertThat(
            fire(
                call(
                    ApiOperation.UPDATE_CUSTOMER_SESSION_V2,
                    "s",
                    "{\"couponCodes\":[\"" + value + "\"]}")))
        .startsWith(fault + " by value ");
    FaultCall query =
        new FaultCall(
            ApiOperation.GET_APPLICATION_SESSIONS,
            null,
            "GET",
            "/",
            "x=1&profile=" + value,
            new byte[0],
            null);
    assertThat(fire(query)).startsWith(fault.equals("conflict") ? "null" : fault);
    plan.magicValues(false);
    assertThat(fire(put(value))).isEqualTo("null");
  }

  @Test
  void magicValue_withSpread_isDrawn() {
    Duration delay = plan.fire(put("stub-fault-delay-100ms-50ms")).delay();
    assertThat(delay.toMillis()).isBetween(50L, 150L);
  }

  @Test
  void magicValue_withTimes_endsAfterThem_eachValueByItself() {
    for (String session : List.of("a-stub-fault-drop-times-2", "b-stub-fault-drop-times-2")) {
      assertThat(IntStream.range(0, 4).mapToObj(i -> plan.fire(put(session)).fault()))
          .containsExactly(Fault.drop(), Fault.drop(), null, null);
    }
    plan.reset();
    assertThat(plan.fire(get("a-stub-fault-drop-times-2")).fault()).isEqualTo(Fault.drop());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stub-fault-",
        "stub-fault-dorp",
        "stub-fault-drop-7",
        "stub-fault-status-200",
        "stub-fault-delay-99999s",
        "stub-fault-delay-99999999s",
        "stub-fault-drop-times-0"
      })
  void magicValue_thatNamesNoFault_isRefused(String value) {
    assertThatThrownBy(() -> plan.fire(put(value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + value + "\"");
  }

  @Test
  void plainRequests_areLeftAlone() {
    for (String body :
        List.of("{\"a\":\"stub-\"}", "-", "stub-faul", "{\"a\":\"STUB FAULT\"}", "")) {
      assertThat(fire(call(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, "s", body))).isEqualTo("null");
    }
  }

  @Test
  void plan_usedByManyThreads_countsEveryCallOnce() throws Exception {
    plan.add(FaultRule.of(Fault.drop()).times(500));
    AtomicInteger dropped = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      pool.invokeAll(
          IntStream.range(0, 2000)
              .<Callable<Integer>>mapToObj(
                  i -> () -> dropped.addAndGet(plan.fire(get("a")).fault() == null ? 0 : 1))
              .toList());
    } finally {
      pool.shutdown();
    }
    assertThat(dropped).hasValue(500);
    assertThat(plan.rules().get(0).fired()).isEqualTo(500);
  }
}
