package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private final Map<String, Long> keys = new TreeMap<>();

  @Test
  void key_mayHaveAnyVisibleCharacter() {
    Keys.add("--api-key", List.of("c2Vj+/==1", "a=b=2", "#=3"), keys::put);

    assertThat(keys).containsEntry("c2Vj+/=", 1L).containsEntry("a=b", 2L).containsEntry("#", 3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysecretkey", "mysecretkey=", "mysecretkey=secret", "=1", "secret=-1", ""})
  void entry_isWrong_isNotQuoted(String entry) {
    assertThatThrownBy(() -> Keys.add("--api-key", List.of("a=1", entry), keys::put))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--api-key: entry 2 must be KEY=APPLICATION, with the number of the application after"
                + " the last equals sign");
  }

  @Test
  void file_hasOneEntryALine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), "\na=1\n  b==2 \n\n");

    Keys.addFromFile("--api-key-file", file, keys::put);

    assertThat(keys).containsExactly(Map.entry("a", 1L), Map.entry("b=", 2L));
  }

  @Test
  void file_isAbsent_isNamed(@TempDir Path folder) {
    Path file = folder.resolve("none");

    assertThatThrownBy(() -> Keys.addFromFile("--api-key-file", file, keys::put))
        .hasMessage("--api-key-file: cannot read " + file + ": NoSuchFileException");
  }
}
