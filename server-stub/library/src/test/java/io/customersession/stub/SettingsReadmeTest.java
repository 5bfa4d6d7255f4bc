package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.session.Behaviour;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The setters of the builder and the table of the README follow the declarations of settings. */
class SettingsReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final String HEAD =
      "| Java | Command line | Environment | Default | Effect |\n|---|---|---|---|---|\n";

  @Test
  void readme_listsEverySettingWithItsNamesAndDefault() throws Exception {
    String table =
        SessionSettings.all().stream()
            .map(SettingsReadmeTest::row)
            .collect(Collectors.joining("\n", HEAD, "\n\n"));

    assertThat(Files.readString(README)).as("the settings are%n%s", table).contains(table);
  }

  @Test
  void builder_hasASetterForEverySetting() {
    List<String> setters =
        Arrays.stream(CustomerSessionStub.Builder.class.getMethods()).map(Method::getName).toList();

    assertThat(setters).containsAll(SessionSettings.all().stream().map(Setting::property).toList());
  }

  @Test
  void all_hasEverySettingThatIsDeclared() throws ReflectiveOperationException {
    List<Setting<?>> declared = new ArrayList<>();
    for (Field field : declared()) {
      declared.add((Setting<?>) field.get(null));
    }

    assertThat(SessionSettings.all()).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void everySetting_isRead() throws Exception {
    String sources = MainSources.of(".", "../../openapi/stub-kit", "../cli");
    for (Field field : declared()) {
      assertThat(sources)
          .as("nothing reads the setting " + field.getName())
          .containsPattern("get\\((\\w+\\.)?" + field.getName() + "\\)");
    }
  }

  private static List<Field> declared() {
    return Stream.of(SessionSettings.class, Behaviour.class, KitSettings.class)
        .flatMap(owner -> Arrays.stream(owner.getFields()))
        .filter(field -> field.getType() == Setting.class)
        .toList();
  }

  private static String row(Setting<?> setting) {
    boolean flag = setting.defaultValue() instanceof Boolean;
    String option =
        !flag
            ? setting.option() + " " + setting.type().label().replace("|", "\\|")
            : Boolean.TRUE.equals(setting.defaultValue())
                ? setting.option().replace("--", "--no-")
                : setting.option();
    return "| `%s(…)` | `%s` | `%s` | %s | %s |"
        .formatted(
            setting.property(),
            option,
            setting.variable(),
            setting.defaultText().isEmpty() ? "none" : setting.defaultText(),
            setting.description());
  }
}
