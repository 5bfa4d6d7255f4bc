package io.customersession.stub.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said about a storm whose outcome is wrong. */
class StormProblemsTest {
  private final Storm storm = new Storm();

  private Storm.Put put(int status) {
    storm.enter("s");
    long now = System.nanoTime();
    Storm.Put put = new Storm.Put("main", "s", now - 10, now + 10, status);
    storm.add(put);
    return put;
  }

  private String present() {
    return String.join(" ", storm.problems(Map.of("main", Set.of("s"))));
  }

  private String absent() {
    return String.join(" ", storm.problems(Map.of()));
  }

  @Test
  void putAlone_mustBePresent() {
    put(200);
    assertThat(present()).isEmpty();
    assertThat(absent()).startsWith("lost");
  }

  @Test
  void putBeforeAReset_mustBeAbsent() {
    put(200);
    long after = System.nanoTime() + 1_000;
    storm.add(new Storm.Disruption("main", after, after + 10));
    assertThat(present()).startsWith("present after a reset");
    assertThat(absent()).isEmpty();
  }

  @Test
  void putDuringAReset_mayBeBoth_unlessItWasRefused() {
    Storm.Put put = put(200);
    storm.add(new Storm.Disruption("main", put.begun() - 1_000_000_000, put.ended()));
    assertThat(present()).isEmpty();
    assertThat(absent()).isEmpty();
    put(503);
    assertThat(present()).startsWith("refused, but present");
    put(500);
    assertThat(absent()).contains("unexpected status");
  }

  @Test
  void read_mustSeeWhatWasPut_unlessAResetCameBetween() {
    Storm.Put put = put(200);
    storm.add(new Storm.Read(put, put.ended() + 10, 404));
    storm.add(new Storm.Disruption("main", put.ended() + 20, put.ended() + 30));
    assertThat(absent()).startsWith("not seen");
    storm.add(new Storm.Disruption("main", put.ended() + 1, put.ended() + 30));
    assertThat(absent()).isEmpty();
  }
}
