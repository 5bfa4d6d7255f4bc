package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the README follows the declarations of the settings of {@code serve}. */
class ServeReadmeTest {
  private static final String HEAD =
      "| Command line | Environment | Default | Effect |\n|---|---|---|---|\n";

  @Test
  void readme_listsEverySettingOfTheCommand() throws Exception {
    String table =
        ServeSettings.all().stream()
            .map(ServeReadmeTest::row)
            .collect(Collectors.joining("\n", HEAD, "\n\n"));

    assertThat(Files.readString(Path.of("../README.md")))
        .as("the settings are%n%s", table)
        .contains(table);
  }

  private static String row(Setting<?> setting) {
    SettingType<?> type = setting.type();
    return "| `%s %s` | `%s` | %s | %s |"
        .formatted(
            setting.option(),
            type.label().replace("|", "\\|"),
            setting.variable(),
            setting.defaultText().isEmpty() ? "none" : setting.defaultText(),
            setting.description());
  }
}
