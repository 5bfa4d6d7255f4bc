package io.customersession.contract.stub.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JUnitVersionTest {
  /** Lacks what the context of an old JUnit lacks. */
  interface OldContext {}

  @Test
  void check_ofAnOldJUnit_namesTheVersionNeeded() {
    assertThatThrownBy(() -> JUnitVersion.check(OldContext.class, "5.7.2"))
        .hasMessage(
            "The stub's JUnit extension needs JUnit 5.8.1 or newer, not 5.7.2; raise the version of"
                + " org.junit:junit-bom");
  }
}
