package io.customersession.contract.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContractRuntimeTest {
  @Test
  void requireLevel_ofThisRuntime_isAccepted() {
    assertThatCode(
            () -> ContractRuntime.requireLevel(ContractRuntime.LEVEL, "contract-runtime 0.1.0"))
        .doesNotThrowAnyException();
  }

  @Test
  void requireLevel_ofANewerRuntime_namesWhatToUpgrade() {
    assertThatThrownBy(
            () -> ContractRuntime.requireLevel(ContractRuntime.LEVEL + 1, "contract-runtime 9.9.0"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires contract-runtime 9.9.0 or later")
        .hasMessageContaining("upgrade it");
  }
}
