package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.error.CustomerSessionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that breaks the rules ends in an exception of the client's, waited for or not, with the
 * requests that the policy allows and within a bound of memory and time. {@link #main} is the long
 * form.
 */
final class HostileServerTest {
  private static final int MAX_RESPONSE_SIZE = 1 << 20;

  /** How a call is made. */
  enum Way {
    WAITING,
    ASYNC
  }

  static Stream<Arguments> attacks() {
    return Arrays.stream(Hostility.values())
        .flatMap(it -> Arrays.stream(Way.values()).map(way -> Arguments.of(it, way)));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void call_attacked_endsAsItShould(Hostility attack, Way way) throws Exception {
    Outcome outcome = outcome(attack, way, MAX_RESPONSE_SIZE);

    assertThat(outcome.problem(attack)).as("%s, %s", outcome.thrown, outcome.requests).isNull();
  }

  /** The outcome of an attack. */
  private static final class Outcome {
    final @Nullable Throwable thrown;
    final int requests;

    Outcome(@Nullable Throwable thrown, int requests) {
      this.thrown = thrown;
      this.requests = requests;
    }

    /** Returns a description of the problem, or null if there is none. */
    @Nullable String problem(Hostility attack) {
      if (thrown instanceof TimeoutException) {
        return "the call did not end";
      }
      if (attack.failure == null ? thrown != null : !attack.failure.isInstance(thrown)) {
        return "unexpected outcome";
      }
      return requests == attack.requests ? null : "unexpected number of requests";
    }
  }

  private static Outcome outcome(Hostility attack, Way way, int maxResponseSize) throws Exception {
    try (HostileServer server = new HostileServer(attack.script);
        CustomerSessions sessions =
            CustomerSessions.builder()
                .baseUrl(server.url())
                .apiKey("cafe")
                .timeout(attack.isSlow() ? Duration.ofMillis(400) : Duration.ofSeconds(30))
                .maxResponseSize(maxResponseSize)
                .sleeper(wait -> {})
                .build()) {
      Throwable thrown = null;
      try {
        if (way == Way.WAITING) {
          sessions.get("s1");
        } else {
          sessions.async().get("s1").orTimeout(120, TimeUnit.SECONDS).join();
        }
      } catch (CompletionException e) {
        thrown = e.getCause();
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      awaitRequests(server, attack.requests);
      return new Outcome(thrown, server.requests());
    }
  }

  /** Waits until the server has read requests that the client has already abandoned. */
  private static void awaitRequests(HostileServer server, int expected)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (server.requests() < expected && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /**
   * Attacks the client with a limit of 32 MiB, as many rounds as the first argument says (default:
   * 10), and prints the outcomes. Exits with 1 if one is unexpected.
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    int calls = 0;
    int requests = 0;
    int failures = 0;
    int problems = 0;
    for (int round = 0; round < rounds; round++) {
      for (Hostility attack : Hostility.values()) {
        // These two need the smaller limit of the tests.
        boolean small = List.of(Hostility.LARGE_JSON, Hostility.LONG_NUMBER).contains(attack);
        for (Way way : Way.values()) {
          Outcome outcome = outcome(attack, way, small ? MAX_RESPONSE_SIZE : 32 << 20);
          calls++;
          requests += outcome.requests;
          failures += outcome.thrown instanceof CustomerSessionException ? 1 : 0;
          String problem = outcome.problem(attack);
          if (problem != null) {
            problems++;
            System.out.println(attack + ", " + way + ": " + problem + ": " + outcome.thrown);
          }
        }
      }
    }
    Runtime heap = Runtime.getRuntime();
    System.out.println(
        "attack: hostile server calls="
            + calls
            + " requests="
            + requests
            + " exceptions of the client="
            + failures
            + " problems="
            + problems
            + " heap="
            + (heap.totalMemory() >> 20)
            + " of "
            + (heap.maxMemory() >> 20)
            + " MB");
    System.exit(problems == 0 ? 0 : 1);
  }
}
