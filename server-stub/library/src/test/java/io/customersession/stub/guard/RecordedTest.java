package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedTest {
  @Test
  void compare_onAJdkWithoutRecord_failsInCi_andSaysHowToRecordIt() throws Exception {
    Map<String, Long> now = Map.of("bytes.get", 1L);

    Recorded.compare("99", now, 15, false);

    assertThatThrownBy(() -> Recorded.compare("99", now, 15, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("99.bytes.get")
        .hasMessageContaining("1, not recorded")
        .hasMessageContaining("-Dguard.record=true");
  }
}
