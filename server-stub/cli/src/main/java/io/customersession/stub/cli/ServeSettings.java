package io.customersession.stub.cli;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingType;
import java.util.List;
import java.util.Locale;

/** The settings of the command {@code serve}, in addition to those of the stub. */
final class ServeSettings {
  /** What to print about requests. */
  static final Setting<LogMode> LOG =
      Setting.of(
          "log",
          SettingType.choice(LogMode.class),
          LogMode.AUTO,
          "What to print: requests (a line for each), violations (a line for each request that has"
              + " any), json (an object for each request), or off (nothing); auto is requests on a"
              + " terminal, and violations elsewhere.");

  /** The file for the report at the end. */
  static final Setting<String> REPORT =
      Setting.of(
          "report",
          SettingType.text(
              "FILE",
              "must end with .json or .xml",
              text -> text.toLowerCase(Locale.ROOT).matches(".+\\.(json|xml)") ? text : null),
          "",
          "The file for the report of violations, written when the stub stops. Its extension selects"
              + " the format: json, or xml for JUnit.");

  /** The violations that change the exit code. */
  static final Setting<FailOn> FAIL_ON =
      Setting.of(
          "fail-on",
          SettingType.choice(FailOn.class),
          FailOn.NEVER,
          "The least severe violations that make a stub that is stopped exit with 3; if there are"
              + " none, it exits with 0 instead of 143.");

  /** The jars with rules of the user. */
  static final Setting<List<String>> RULES =
      Setting.of(
          "rules",
          SettingType.list(
              SettingType.text("JAR", "must be a jar", text -> text.isEmpty() ? null : text), ","),
          List.of(),
          "A jar with transition or effect rules, which a ServiceLoader finds in it.");

  private ServeSettings() {}

  /** Returns all of them, in the order in which documentation lists them. */
  static List<Setting<?>> all() {
    return List.of(RULES, LOG, REPORT, FAIL_ON);
  }
}
