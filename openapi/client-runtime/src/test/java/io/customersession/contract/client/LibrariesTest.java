package io.customersession.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Building a client fails if a library is too old. */
final class LibrariesTest {
  @Test
  void libraries_ofThisBuild_areFine() {
    assertThatCode(Libraries::check).doesNotThrowAnyException();
    assertThat(Libraries.okHttpVersion(getClass().getClassLoader())).startsWith("5.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.12.0", "4.12.1", "4.13", "5.0.0-alpha.16", "5.5.1", "6", "10.0"})
  void okHttp_newEnough_isAccepted(String version) {
    assertThatCode(() -> Libraries.checkOkHttp(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.14.9", "4.9.3", "4.11.0", "4", "", "unknown"})
  void okHttp_tooOld_isRejectedWithWhatIsNeeded(String version) {
    assertThatThrownBy(() -> Libraries.checkOkHttp(version))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("OkHttp 4.12 or later is required, but the class path has version " + version);
  }

  @Test
  void okHttp_withoutAVersion_isRejected() {
    ClassLoader none = ClassLoader.getPlatformClassLoader();

    assertThatThrownBy(() -> Libraries.okHttpVersion(none))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("OkHttp 4.12 or later is required");
  }
}
