package io.customersession.contract.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.control.client.api.WorldsApi;
import io.customersession.contract.stub.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The states of a world as server-sent events. */
class WorldEventsTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final TaskStub stub = TaskStub.start();
  private final WorldsApi worlds = new WorldsApi(stub.client());

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void watchWorld_sendsTheState_andAnotherAfterEachChange() throws Exception {
    try (BufferedReader events = watch("main")) {
      assertThat(events.readLine()).isEqualTo("retry: 1500");
      assertThat(events.readLine()).isEmpty();
      assertThat(state(events))
          .isEqualTo("{\"name\":\"main\",\"exchanges\":0,\"violations\":0,\"faults\":0}");

      stub.put("main", "1");
      assertThat(state(events)).contains("\"exchanges\":1");

      // Not an exchange.
      stub.server().world("main").faults().add(Fault.truncate());
      assertThat(state(events)).contains("\"faults\":1");

      stub.server().world("main").reset();
      assertThat(state(events)).contains("\"exchanges\":0").contains("\"faults\":0");
    }
  }

  @Test
  void watchWorld_endsWithTheWorld() throws Exception {
    TaskStub.refused(404, "The world \"a\" does not exist", () -> worlds.watchWorld("a"));
    worlds.resetWorld("a");

    try (BufferedReader events = watch("a")) {
      assertThat(events.readLine()).isEqualTo("retry: 1500");
      worlds.dropWorld("a");
      assertThat(events.lines()).contains("event: world").last().isEqualTo("");
    }
  }

  @Test
  void watchWorld_endsWithTheStub() throws Exception {
    try (BufferedReader events = watch("main")) {
      assertThat(events.readLine()).isEqualTo("retry: 1500");
      stub.server().close();
      assertThat(events.lines()).contains("event: world").last().isEqualTo("");
    }
  }

  @Test
  void response_whereTheHostCannotStream_isTheFirstEvent() throws Exception {
    assertThat(WorldEvents.response("{}", null).body())
        .asString(UTF_8)
        .isEqualTo(new String(read(List.of("{}"), NEVER, NEVER), UTF_8));
  }

  @Test
  void silence_isBrokenByComments_untilTheEnd() throws Exception {
    String events =
        new String(read(List.of("{}", "{}"), Duration.ofMillis(1), Duration.ofMillis(200)), UTF_8);

    assertThat(events)
        .startsWith("retry: 1500\n\nevent: world\ndata: {}\n\n:\n\n")
        .endsWith(":\n\n");
    assertThat(events.split("event", -1)).hasSize(2);
  }

  @Test
  void storeThatFailsForAWhile_isAskedAgain() throws Exception {
    String events = new String(read(List.of("fails", "{}", "fails", "{}"), NEVER, NEVER), UTF_8);

    assertThat(events).isEqualTo("retry: 1500\n\nevent: world\ndata: {}\n\n");
  }

  /** Reads the events of states, the last of which stays, until the world is gone or the end. */
  private static byte[] read(List<String> states, Duration silence, Duration end)
      throws IOException {
    Duration look = Duration.ofMillis(1);
    Iterator<String> left = states.iterator();
    WorldEvents.Source source =
        new WorldEvents.Source() {
          private @Nullable String state;

          @Override
          public @Nullable Long exchanges() {
            return end.equals(NEVER) && !left.hasNext() ? null : 0L;
          }

          @Override
          public @Nullable String state() {
            state = left.hasNext() ? left.next() : state;
            if ("fails".equals(state)) {
              throw new IllegalStateException("made by this test");
            }
            return state;
          }
        };
    WorldEvents.Times times = new WorldEvents.Times(look, look, silence, end);
    try (InputStream events = new WorldEvents(source, times)) {
      return events.readAllBytes();
    }
  }

  private BufferedReader watch(String world) throws IOException {
    return new BufferedReader(new InputStreamReader(worlds.watchWorld(world).open(), UTF_8));
  }

  private static String state(BufferedReader events) throws IOException {
    assertThat(events.readLine()).isEqualTo("event: world");
    String data = events.readLine();
    assertThat(events.readLine()).isEmpty();
    return data.substring("data: ".length());
  }
}
