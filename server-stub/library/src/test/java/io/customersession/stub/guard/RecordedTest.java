package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedTest {
  @Test
  void compare_onAJdkWithoutRecord_failsAndSaysHowToRecordIt() {
    assertThatThrownBy(() -> Recorded.compare("99", Map.of("bytes.get", 1L), 15))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("99.bytes.get")
        .hasMessageContaining("1, not recorded")
        .hasMessageContaining("-Dguard.record=true");
  }
}
