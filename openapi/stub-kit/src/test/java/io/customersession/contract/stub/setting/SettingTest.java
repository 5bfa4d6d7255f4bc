package io.customersession.contract.stub.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {
  private static final Setting<Integer> SIZE =
      Setting.of("max-size", SettingType.number(1, 10), 5, "The maximum size.");
  private static final Setting<TimeUnit> UNIT =
      Setting.of("unit", SettingType.choice(TimeUnit.class), TimeUnit.DAYS, "The unit.");
  private static final Setting<List<Integer>> SIZES =
      Setting.of(
          "sizes", SettingType.list(SettingType.number(1, 10), ","), List.of(), "The sizes.");
  private static final Setting<String> WORD =
      Setting.of(
              "word",
              SettingType.text("WORD", "must be a word", text -> text.contains(" ") ? null : text),
              "",
              "The word.")
          .secret();

  @Test
  void names_followFromTheKey() {
    assertThat(SIZE.property()).isEqualTo("maxSize");
    assertThat(SIZE.option()).isEqualTo("--max-size");
    assertThat(SIZE.variable()).isEqualTo("STUB_MAX_SIZE");
    assertThat(SIZE.defaultText()).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({"0", "11", "-1", "1.5", "x", "''", "4294967298", "99999999999999999999"})
  void parse_numberOutOfRange_namesTheSourceAndTheRule(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SIZE.parse("--max-size", text))
        .withMessageStartingWith("--max-size must be between 1 and 10, not ");
  }

  @Test
  void parse_choiceAndFlagAndSeconds_areReadByTheirWords() {
    assertThat(UNIT.parse("unit", "milliseconds")).isEqualTo(TimeUnit.MILLISECONDS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNIT.parse("unit", "weeks"))
        .withMessage(
            "unit must be one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours,"
                + " days, not \"weeks\"");
    assertThat(SettingType.flag().read("true")).isTrue();
    assertThat(SettingType.flag().read("yes")).isNull();
    assertThat(SettingType.seconds().read("0.25")).isEqualTo(Duration.ofMillis(250));
    assertThat(SettingType.seconds().read("0")).isNull();
    assertThat(SettingType.bytes(8).read("7")).isNull();
  }

  @Test
  void parse_list_splitsAtItsSeparatorAndChecksEachElement() {
    assertThat(SIZES.parse("sizes", "1, 2,3")).containsExactly(1, 2, 3);
    assertThatIllegalArgumentException().isThrownBy(() -> SIZES.parse("sizes", "1,,2"));
    assertThatIllegalArgumentException().isThrownBy(() -> SIZES.parse("sizes", "1,11"));
  }

  @Test
  void parse_secretThatIsWrong_isNotInTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORD.parse("STUB_WORD", "top secret"))
        .withMessage("STUB_WORD must be a word");
  }

  @Test
  void values_withoutASetting_haveItsDefault() {
    SettingValues values = SettingValues.DEFAULTS.with(SIZE, 7);

    assertThat(values.get(SIZE)).isEqualTo(7);
    assertThat(values.get(UNIT)).isEqualTo(TimeUnit.DAYS);
    assertThat(values.text(SIZE)).isEqualTo("7");
    assertThat(values.text(WORD)).isEqualTo("***");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.with(SIZE, 11))
        .withMessage("maxSize must be between 1 and 10, not 11");
    assertThat(values.get(SIZE)).isEqualTo(7);
  }

  @Test
  void values_listsThatAreSetTwice_keepBoth() {
    SettingValues values =
        SettingValues.DEFAULTS
            .withEnvironment(List.of(SIZE, SIZES), Map.of("STUB_SIZES", "1,2", "STUB_OTHER", "?"))
            .parsed(SIZES, "--sizes", "3")
            .plus(SIZES, 4);

    assertThat(values.get(SIZES)).containsExactly(1, 2, 3, 4);
  }

  static List<Setting<?>> kitSettings() {
    return KitSettings.all();
  }

  @ParameterizedTest
  @MethodSource("kitSettings")
  <T> void kitSetting_isDeclaredInFull(Setting<T> setting) {
    assertThat(setting.description()).matches("(?s)[A-Z].*\\.");
    if (!setting.text(setting.defaultValue()).isEmpty()) {
      assertThat(setting.parse("default", setting.text(setting.defaultValue())))
          .isEqualTo(setting.defaultValue());
    }
    assertThat(SettingValues.DEFAULTS.with(setting, setting.defaultValue()).get(setting))
        .isEqualTo(setting.defaultValue());
  }
}
