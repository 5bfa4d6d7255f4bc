package io.customersession.stub.attack;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.time.StubClock;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Stubs;
import io.customersession.stub.account.AdditionalCost;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Sends hostile requests one after the other, and looks at everything after each of them. */
final class Attack implements AutoCloseable {
  private static final int WARM_UP = 200;
  private static final int ROUND = 100;
  private static final int READS = 20;
  private static final List<String> WORLDS = List.of("main", "w2");
  private static final Fixtures ACCOUNT =
      Fixtures.builder()
          .applications(
              Application.of(1).apiKeys("k1").managementKeys("office"),
              Application.of(2).currency("JPY").apiKeys("k2").managementKeys("office"))
          .attributes(Entity.CART_ITEM, Attribute.of("city", AttributeType.STRING))
          .attributes(Entity.PROFILE, Attribute.of("city", AttributeType.STRING))
          .attributes(
              Entity.SESSION,
              Attribute.of("city", AttributeType.STRING),
              Attribute.of("size", AttributeType.NUMBER, 1, 2))
          .additionalCosts(AdditionalCost.of("shipping"))
          .coupons(
              Promotion.coupon("TEN").percent("10"),
              Promotion.coupon("FEW").amount("1").limits(Limits.NONE.total(5).perProfile(1)))
          .referrals(Promotion.referral("FRIEND").advocate("jane").amount("1"))
          .build();
  private static final List<SessionSeed> SEEDS =
      List.of("a", "b", "c").stream()
          .map(
              id ->
                  SessionSeed.of(id)
                      .state(id.equals("c") ? SessionState.OPEN : SessionState.CLOSED)
                      .content(
                          "{\"profileId\":\"jane\",\"couponCodes\":[\"TEN\"],\"cartItems\":["
                              + "{\"sku\":\"a\",\"quantity\":9,\"price\":1.5}]}"))
          .toList();

  private final CustomerSessionStub stub;
  private final HostileRequests requests;
  private final StandardError standardError = new StandardError();
  private final String empty;
  private final Map<Oracle, Integer> broken = new EnumMap<>(Oracle.class);
  private final List<String> examples = new ArrayList<>();
  private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
  private final Map<AttackedOperation, Integer> succeeded = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> wrongResponses = new ArrayList<>();
  private int sent;
  private int withoutResponse;
  private int refused;
  private long slowest;
  private RawConnection kept;

  Attack(long seed) {
    this(seed, Stubs.builder());
  }

  /** Attacks a stub with settings of its own. */
  Attack(long seed, CustomerSessionStub.Builder settings) {
    stub =
        settings
            .fixtures(ACCOUNT)
            .requestTimeout(Duration.ofSeconds(2))
            .stopTimeout(Duration.ofMillis(200))
            .start();
    requests = new HostileRequests(seed);
    empty = everything(stub.world("empty"));
    reset();
  }

  /** Sends requests and returns what was left behind. */
  Aftermath run(int count) throws IOException, InterruptedException {
    ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    send(Math.min(WARM_UP, count));
    reset();
    int threads = threads();
    long heap = heap();
    long taken = stub.worlds().memory().taken();
    send(count - Math.min(WARM_UP, count));
    reset();
    return new Aftermath(
        unreadable,
        wrongResponses,
        standardError.text(),
        threads,
        threads(),
        heap,
        heap(),
        taken,
        stub.worlds().memory().taken());
  }

  private void send(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      one();
      if (sent % READS == 0) {
        read();
      }
      if (sent % ROUND == 0) {
        reset();
      }
    }
  }

  private void one() throws IOException {
    HostileRequest request = requests.next();
    boolean faultPossible = request.mayAskForFault() || hasFaults();
    Map<String, String> before = everything();
    long begun = System.nanoTime();
    RawConnection.Outcome outcome = exchange(request);
    long nanos = System.nanoTime() - begun;
    slowest = Math.max(slowest, nanos);
    Map<String, String> after = everything();
    sent++;
    if (outcome.responses().isEmpty()) {
      withoutResponse++;
    }
    for (RawResponse response : outcome.responses()) {
      statuses.merge(response.status(), 1, Integer::sum);
      refused += response.status() >= 400 ? 1 : 0;
      if (response.status() / 100 == 2) {
        succeeded.merge(request.operation(), 1, Integer::sum);
      }
    }
    Oracle.Observation seen =
        new Oracle.Observation(
            request, outcome.responses(), outcome.hung(), faultPossible, before, after, empty);
    for (Oracle oracle : Oracle.broken(seen)) {
      broken.merge(oracle, 1, Integer::sum);
      if (examples.size() < 10) {
        examples.add(oracle + " after " + request + "\n  " + outcome + difference(seen));
      }
    }
    removeLongDelays();
  }

  private static String difference(Oracle.Observation seen) {
    StringBuilder difference = new StringBuilder();
    Map<String, String> all = new TreeMap<>(seen.before());
    all.putAll(seen.after());
    all.forEach(
        (world, text) -> {
          String was = seen.before().get(world);
          if (!text.equals(was) || !seen.after().containsKey(world)) {
            difference.append("\n  ").append(world).append(" was ").append(was);
            difference.append("\n  ").append(world).append(" is  ").append(seen.after().get(world));
          }
        });
    return difference.toString();
  }

  private RawConnection.Outcome exchange(HostileRequest request) throws IOException {
    RawConnection connection = kept == null ? new RawConnection(stub.port()) : kept;
    kept = null;
    if (request.isBroken()) {
      try (connection) {
        return connection.exchangeUntilClosed(request.bytes(), request.isHead());
      }
    }
    RawConnection.Outcome outcome = connection.exchange(request.bytes(), request.isHead());
    // A connection that was kept shows whether request and response are still in step.
    if (!outcome.closed() && sent % 2 == 0) {
      kept = connection;
    } else {
      connection.close();
    }
    return outcome;
  }

  /** Whatever was sent, the control API can be read. */
  private void read() throws IOException {
    List<String> reads = new ArrayList<>(List.of("GET /__stub/worlds", "GET /__stub/snapshots"));
    for (String world : WORLDS) {
      if (stub.worlds().find(world) != null) {
        String path = " /__stub/worlds/" + world;
        for (String read :
            List.of(
                "",
                "/settings",
                "/clock",
                "/faults",
                "/journal",
                "/violations",
                "/violations.xml")) {
          reads.add("GET" + path + read);
        }
        for (String search : List.of("find", "count")) {
          reads.add(
              "POST" + path + "/journal/" + search + " {\"body\":{\"/customerSession/total\":1}}");
        }
        reads.add("POST" + path + "/journal/expect {\"times\":77777}");
      }
    }
    for (String read : reads) {
      String[] parts = read.split(" ", 3);
      String body = parts.length > 2 ? parts[2] : "";
      String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(parts[0], parts[1], type, body.length(), body);
      try (RawConnection connection = new RawConnection(stub.port())) {
        RawConnection.Outcome outcome =
            connection.exchange(request.getBytes(StandardCharsets.US_ASCII), false);
        if (outcome.responses().isEmpty() || outcome.responses().get(0).status() != 200) {
          unreadable.add(read + ": " + outcome);
        }
      }
    }
    for (String name : stub.worlds().names()) {
      World world = stub.worlds().find(name);
      if (world != null) {
        world.violations().stream()
            .filter(violation -> violation.kind() == ContractRule.RESPONSE)
            .forEach(violation -> wrongResponses.add(violation.toString()));
      }
    }
  }

  /** Makes everything what it was in the beginning, so that states stay small. */
  private void reset() {
    stub.worlds().reset();
    try (RawConnection connection = new RawConnection(stub.port())) {
      for (String snapshot : List.of("n0", "n1")) {
        connection.exchange(
            ("DELETE /__stub/snapshots/" + snapshot + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII),
            false);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    WORLDS.forEach(world -> stub.world(world).seed(SEEDS));
  }

  private boolean hasFaults() {
    return stub.worlds().names().stream()
        .map(stub.worlds()::find)
        .anyMatch(world -> world != null && !world.faults().rules().isEmpty());
  }

  private void removeLongDelays() {
    for (String name : stub.worlds().names()) {
      World world = stub.worlds().find(name);
      if (world == null) {
        continue;
      }
      for (FaultPlan.Entry entry : world.faults().rules()) {
        if (entry.rule().fault() instanceof Fault.Delay || world.faults().rules().size() > 3) {
          world.faults().remove(entry.number());
        }
      }
    }
  }

  private Map<String, String> everything() {
    Map<String, String> everything = new TreeMap<>();
    for (String name : stub.worlds().names()) {
      World world = stub.worlds().find(name);
      if (world != null) {
        everything.put(name, everything(world));
      }
    }
    return everything;
  }

  /** Returns all that calls can change in a world, apart from its journal. */
  private static String everything(World world) {
    return world.snapshot()
        + " "
        + world.behaviour()
        + Arrays.stream(ContractRule.values()).map(world.severities()::of).toList()
        + world.expectedViolations()
        + world.faults().magicValues()
        + time(world.clock())
        + world.faults().rules().stream().map(FaultPlan.Entry::rule).toList();
  }

  /** Returns what a frozen clock shows, or about how far another one is off. */
  private static String time(StubClock clock) {
    Duration off = Duration.between(Instant.now(), clock.instant()).plusMinutes(30);
    return clock.isFrozen() ? clock.instant().toString() : String.valueOf(off.toHours());
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  Map<Oracle, Integer> broken() {
    return broken;
  }

  List<String> examples() {
    return examples;
  }

  /** Returns the operations that never succeeded, of those that could. */
  List<String> neverSucceeded() {
    return HostileRequests.operations().stream()
        .filter(operation -> !succeeded.containsKey(operation))
        .map(AttackedOperation::id)
        .toList();
  }

  int refused() {
    return refused;
  }

  /** Returns the figures in one line. */
  String figures() {
    int serverErrors = statuses.tailMap(500).values().stream().mapToInt(Integer::intValue).sum();
    return ("requests=%d refused=%d statuses=%s 5xx=%d (501, 503, 507 and faults)"
            + " withoutResponse=%d hangs=%d undocumented5xx=%d notJson=%d changed=%d"
            + " unreadable=%d wrongResponses=%d slowest=%d ms peakThreads=%d")
        .formatted(
            sent,
            refused,
            statuses,
            serverErrors,
            withoutResponse,
            broken.getOrDefault(Oracle.HANG, 0),
            broken.getOrDefault(Oracle.SERVER_ERROR, 0),
            broken.getOrDefault(Oracle.NOT_JSON, 0),
            broken.getOrDefault(Oracle.CHANGED, 0),
            unreadable.size(),
            wrongResponses.size(),
            TimeUnit.NANOSECONDS.toMillis(slowest),
            ManagementFactory.getThreadMXBean().getPeakThreadCount());
  }

  @Override
  public void close() throws IOException {
    if (kept != null) {
      kept.close();
    }
    stub.close();
    standardError.close();
  }
}
