package io.customersession.stub.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.Stubs;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Sessions are put while their worlds are reset, dropped, restored and seeded. The number of rounds
 * can be set with {@code -Dattack.storms=100}.
 */
class StormTest {
  private static final int ROUNDS = Integer.getInteger("attack.storms", 2);
  private static final long SEED = Long.getLong("attack.seed", 20_261_125);
  private static final int CALLERS = 12;
  private static final int OPERATORS = 3;
  private static final int PUTS = 60;
  private static final String RESET = "reset";
  private static final String DROPPED = "dropped";
  private static final String RESTORED = "restored";
  private static final List<String> WORLDS = List.of("main", RESET, DROPPED, RESTORED);

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, Integer> control = new ConcurrentSkipListMap<>();
  private Storm storm = new Storm();

  @Test
  void putsAndResetsAtOnce_leaveWhatTheyShould() throws Exception {
    long puts = 0;
    long refused = 0;
    Map<String, Integer> problems = new TreeMap<>();
    StringBuilder examples = new StringBuilder();
    try (CustomerSessionStub stub =
        Stubs.builder()
            .transitionRule(
                move -> {
                  String id = move.after().getIntegrationId();
                  storm.enter(id);
                  if (id.endsWith("7")) {
                    LockSupport.parkNanos(2_000_000);
                  }
                  return Optional.empty();
                })
            .start()) {
      URI url = URI.create(stub.url());
      call(url, "POST", "/__stub/worlds/" + RESTORED + "/sessions", seeds());
      call(url, "PUT", "/__stub/snapshots/base", "{\"world\":\"" + RESTORED + "\"}");
      for (int round = 0; round < ROUNDS; round++) {
        storm = new Storm();
        stub.worlds().reset();
        long seed = SEED + round;
        AtomicInteger callers = new AtomicInteger(CALLERS);
        Crowd.run(
            CALLERS + OPERATORS,
            thread -> {
              Chance chance = new Chance(seed * 100 + thread);
              if (thread < CALLERS) {
                try {
                  put(url, chance, PUTS);
                } finally {
                  callers.decrementAndGet();
                }
              } else {
                while (callers.get() > 0) {
                  disrupt(url, chance);
                }
              }
              return null;
            });
        // What is put now stays.
        put(url, new Chance(seed), PUTS / 6);
        Map<String, Set<String>> present = present(url);
        for (String problem : storm.problems(present)) {
          problems.merge(problem.replaceFirst(":.*", ""), 1, Integer::sum);
          examples.append(problem).append('\n');
        }
        for (String world : List.of("main", RESET, DROPPED)) {
          String problem = journal(stub, world, present.getOrDefault(world, Set.of()));
          if (!problem.isEmpty()) {
            problems.merge("journal", 1, Integer::sum);
            examples.append(problem).append('\n');
          }
        }
        puts += storm.puts();
        refused += storm.puts(503);
      }
    }

    System.out.printf(
        "attack: reset races seed=%d rounds=%d puts=%d refused=%d control=%s problems=%s%n",
        SEED, ROUNDS, puts, refused, control, problems);
    assertThat(problems).as(examples.toString()).isEmpty();
    assertThat(control.keySet()).allMatch(it -> it.endsWith(" 2xx") || it.endsWith(" 4xx"));
  }

  private void put(URI url, Chance chance, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String world = chance.one(WORLDS);
      String id = "s" + ids.incrementAndGet();
      String path = "/__world/" + world + "/v2/customer_sessions/" + id;
      long begun = System.nanoTime();
      int status = Requests.send(url, "PUT", path, "{\"customerSession\":{}}").status();
      Storm.Put put = new Storm.Put(world, id, begun, System.nanoTime(), status);
      storm.add(put);
      if (status == 200 && chance.of(0.3)) {
        int read = Requests.send(url, "GET", path, null).status();
        storm.add(new Storm.Read(put, System.nanoTime(), read));
      }
    }
  }

  private void disrupt(URI url, Chance chance) throws IOException {
    long begun = System.nanoTime();
    switch (chance.below(12)) {
      case 0, 1, 2 -> {
        call(url, "POST", "/__stub/worlds/" + RESET + "/reset", null);
        disrupted(List.of(RESET), begun);
      }
      case 3, 4, 5 -> {
        call(url, "DELETE", "/__stub/worlds/" + DROPPED, null);
        disrupted(List.of(DROPPED), begun);
      }
      case 6, 7 -> {
        call(url, "POST", "/__stub/worlds/" + RESTORED + "/restore", "{\"snapshot\":\"base\"}");
        disrupted(List.of(RESTORED), begun);
      }
      case 8 -> {
        call(url, "DELETE", "/__stub/worlds", null);
        disrupted(WORLDS, begun);
      }
      case 9 -> call(url, "PUT", "/__stub/snapshots/other", "{\"world\":\"" + RESTORED + "\"}");
      case 10 -> call(url, "POST", "/__stub/worlds/" + RESET + "/sessions", seeds());
      default ->
          call(url, "POST", "/__stub/worlds/" + DROPPED + "/sessions", "{\"sessions\":[{}]}");
    }
    LockSupport.parkNanos(chance.below(3_000_000));
  }

  private void disrupted(List<String> worlds, long begun) {
    long ended = System.nanoTime();
    worlds.forEach(world -> storm.add(new Storm.Disruption(world, begun, ended)));
  }

  private void call(URI url, String method, String path, String body) throws IOException {
    int status = Requests.send(url, method, path, body).status();
    String name = method + path.replaceFirst("/__stub/", " ");
    control.merge(name + " " + status / 100 + "xx", 1, Integer::sum);
  }

  private static String seeds() {
    return "{\"sessions\":[{\"id\":\"seed\"}]}";
  }

  /** Returns the sessions in each world, without those that were seeded. */
  private static Map<String, Set<String>> present(URI url) throws IOException {
    Map<String, Set<String>> present = new HashMap<>();
    for (String world : WORLDS) {
      Requests.Response response =
          Requests.send(
              url,
              "GET",
              "/__world/" + world + "/v1/applications/1/sessions",
              null,
              "Authorization",
              "ManagementKey-v1 m");
      assertThat(response.status()).as(response.body()).isEqualTo(200);
      JsonArray sessions =
          JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonArray("data");
      Set<String> names = new TreeSet<>();
      for (JsonElement session : sessions) {
        names.add(session.getAsJsonObject().get("integrationId").getAsString());
      }
      names.remove("seed");
      present.put(world, names);
    }
    return present;
  }

  /** Returns what is wrong with a journal: its updates and the sessions are the same. */
  private static String journal(CustomerSessionStub stub, String name, Set<String> present) {
    World world = stub.worlds().find(name);
    Set<String> updated =
        world == null
            ? Set.of()
            : world.journal().exchanges().stream()
                .filter(it -> it.method().equals("PUT") && it.status() == 200)
                .map(it -> it.resourceId())
                .collect(Collectors.toCollection(TreeSet::new));
    return updated.equals(present) ? "" : name + " journal " + updated + ", sessions " + present;
  }
}
