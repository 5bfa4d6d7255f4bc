package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.control.client.api.ClockApi;
import io.customersession.contract.control.client.api.FaultsApi;
import io.customersession.contract.control.client.model.Advance;
import io.customersession.contract.control.client.model.Clock;
import io.customersession.contract.control.client.model.Fault;
import io.customersession.contract.control.client.model.FaultRule;
import io.customersession.contract.control.client.model.Freeze;
import io.customersession.contract.control.client.model.Time;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clock and faults over HTTP. */
class ClockAndFaultsTest {
  private final TaskStub stub = TaskStub.start();
  private final ClockApi clock = new ClockApi(stub.client());
  private final FaultsApi faults = new FaultsApi(stub.client());

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void clock_isFrozenSetAdvancedAndResumed() {
    OffsetDateTime time = OffsetDateTime.parse("2030-01-01T00:00:00Z");
    Clock frozen = clock.freezeClock("a", Freeze.builder().at(time).build());
    assertThat(frozen.getNow()).isEqualTo(time);
    assertThat(frozen.getFrozen()).isTrue();
    assertThat(clock.advanceClock("a", Advance.builder().by("PT1H").build()).getNow())
        .isEqualTo(time.plusHours(1));
    assertThat(clock.setClock("a", Time.builder().to(time).build()).getNow()).isEqualTo(time);
    assertThat(clock.resumeClock("a").getFrozen()).isFalse();
    assertThat(clock.freezeClock("a").getFrozen()).isTrue();
    assertThat(clock.getClock("a").getNow()).isBetween(time, time.plusMinutes(1));
    clock.resetClock("a");
    assertThat(clock.getClock("a").getNow()).isBefore(time);
  }

  @Test
  void clock_invalidTimes_areRefused() {
    TaskStub.refused(
        400,
        "a clock can show the years 1 to 9999 only",
        () -> clock.advanceClock("a", Advance.builder().by("P9999999D").build()));
    TaskStub.refused(
        400,
        "a clock can show the years 1 to 9999 only",
        () -> clock.advanceClock("a", Advance.builder().by("PT9000000000000000S").build()));
    TaskStub.refused(
        400,
        "by must be a duration of ISO 8601 such as PT1H30M, not \"1h\"",
        () -> clock.advanceClock("new", Advance.builder().by("1h").build()));
    TaskStub.refused(404, "The world \"new\" does not exist", () -> clock.getClock("new"));
    assertThat(stub.server().worlds().names()).containsExactly("main");
  }

  @Test
  void faults_areAddedListedAndRemoved() {
    Fault added =
        faults.addFault(
            "a",
            FaultRule.builder()
                .fault("status=429;retry-after=2")
                .operation("updateTask")
                .resource("1")
                .method("put")
                .path("/tasks/*")
                .times(1)
                .build());
    assertThat(added.getNumber()).isEqualTo(1);
    assertThat(added.getRule().getResource()).isEqualTo("1");
    faults.addFault(
        "a",
        FaultRule.builder()
            .fault("delay=2ms+-1ms")
            .probability(new BigDecimal("0.5"))
            .seed(7L)
            .build());
    stub.put("a", "2");
    stub.api(429, "a", "PUT", "/tasks/1", "{\"title\":\"Write\"}");
    stub.put("a", "1");

    List<Fault> listed = faults.listFaults("a").getFaults();
    assertThat(listed.get(0).getFired()).isEqualTo(1);
    assertThat(listed.get(1).getRule().getSeed()).isEqualTo(7);
    assertThat(listed.get(1).getMatched()).isEqualTo(3);
    faults.removeFault("a", 1L);
    TaskStub.refused(404, "There is no fault 1", () -> faults.removeFault("a", 1L));
    assertThat(faults.listFaults("a").getFaults()).hasSize(1);
    faults.removeFaults("a");
    assertThat(faults.listFaults("a").getFaults()).isEmpty();
  }

  @Test
  void addFault_thatCannotHappen_isRefused() {
    TaskStub.refused(
        400,
        "fault \"conflict\" does not apply to getTask: the document declares no 409 response",
        () ->
            faults.addFault(
                "new", FaultRule.builder().fault("conflict").operation("getTask").build()));
    for (int i = 0; i < 1_000; i++) {
      stub.server().world("a").faults().add(io.customersession.contract.stub.fault.Fault.drop());
    }
    TaskStub.refused(
        507,
        "there are 1000 faults already; remove some",
        () -> faults.addFault("a", FaultRule.builder().fault("drop").build()));
    assertThat(stub.server().worlds().names()).doesNotContain("new");
  }
}
