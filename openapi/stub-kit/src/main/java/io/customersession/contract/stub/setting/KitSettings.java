package io.customersession.contract.stub.setting;

import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings that the stub of any document has. */
public final class KitSettings {
  /** The TCP port. */
  public static final Setting<Integer> PORT =
      Setting.of(
          "port",
          SettingType.number(0, 65_535),
          0,
          "The TCP port to listen on; 0 is any free one.");

  /** The address to listen on. */
  public static final Setting<String> HOST =
      Setting.of(
          "host",
          SettingType.text(
              "HOST",
              "must be a name or an address",
              text -> text.isBlank() || text.startsWith("-") ? null : text),
          "127.0.0.1",
          "The name or address to listen on.");

  /** The maximum size of a request body. */
  public static final Setting<Integer> MAX_BODY_SIZE =
      Setting.of(
          "max-body-size",
          SettingType.number(0, Integer.MAX_VALUE - 1),
          2 << 20,
          "The maximum size of a request body in bytes; a larger one gets 413.");

  /** The maximum number of threads that handle requests. */
  public static final Setting<Integer> MAX_THREADS =
      Setting.of(
          "max-threads",
          SettingType.number(1, Integer.MAX_VALUE),
          10_000,
          "The maximum number of threads that handle requests; further requests wait.");

  /** The time that a request may take to arrive. */
  public static final Setting<Duration> REQUEST_TIMEOUT =
      Setting.of(
          "request-timeout",
          SettingType.seconds(),
          Duration.ofSeconds(10),
          "How long a request may take to arrive, or a client may take without reading, before the"
              + " connection is closed.");

  /** The time that requests in flight may take at the end. */
  public static final Setting<Duration> STOP_TIMEOUT =
      Setting.of(
          "stop-timeout",
          SettingType.seconds(),
          Duration.ofSeconds(5),
          "How long requests in flight may take when the stub stops.");

  /** The maximum number of worlds. */
  public static final Setting<Integer> MAX_WORLDS =
      Setting.of(
          "max-worlds",
          SettingType.number(1, Integer.MAX_VALUE),
          1_000,
          "The maximum number of worlds at a time; a call for one more gets 507.");

  /** The memory for everything that is stored. */
  public static final Setting<Long> MAX_MEMORY =
      Setting.of(
              "max-memory",
              SettingType.bytes(1_000_000),
              MemoryBudget.defaultBytes(),
              "The approximate maximum memory of everything that is stored, in all worlds together;"
                  + " a quarter is for journals, which drop the oldest, and what does not fit into"
                  + " the rest gets 507.")
          .defaultText("half of the maximum heap");

  /** The maximum number of exchanges in a journal. */
  public static final Setting<Integer> MAX_EXCHANGES =
      Setting.of(
          "max-exchanges",
          SettingType.number(0, Integer.MAX_VALUE),
          10_000,
          "The maximum number of exchanges in a world's journal; the oldest are dropped.");

  /** The maximum size of the exchanges in a journal. */
  public static final Setting<Long> MAX_EXCHANGE_BYTES =
      Setting.of(
          "max-exchange-bytes",
          SettingType.bytes(0),
          32L << 20,
          "The maximum size of the exchanges in a world's journal together; the newest is"
              + " always kept, whatever its size.");

  /** The maximum number of violations of a world. */
  public static final Setting<Integer> MAX_VIOLATIONS =
      Setting.of(
          "max-violations",
          SettingType.number(0, Integer.MAX_VALUE),
          10_000,
          "The maximum number of violations that a world keeps; the oldest are dropped.");

  /** Whether to refuse what is otherwise only recorded. */
  public static final Setting<Boolean> STRICT =
      Setting.of(
          "strict",
          SettingType.flag(),
          false,
          "Whether to refuse unknown and read-only properties instead of ignoring them.");

  /** The severities of rules, each as {@code rule=severity}. */
  public static final Setting<List<String>> SEVERITY =
      Setting.of(
          "severity",
          SettingType.list(
              SettingType.text(
                  "RULE=SEVERITY",
                  "must be a rule, an equals sign, and error, warning or off",
                  KitSettings::severity),
              ","),
          List.of(),
          "The severity of a rule of the contract: error, warning or off; * stands for every rule.");

  /** The violations that callers are known to cause. */
  public static final Setting<List<ExpectedViolation>> EXPECTED_VIOLATION =
      Setting.of(
          "expected-violation",
          SettingType.list(
              SettingType.text(
                  "'RULE LOCATION'", "must be a rule and a location", ExpectedViolation::parse),
              ","),
          List.of(),
          "A violation that callers are known to cause, such as 'unknown-property"
              + " /customerSession/cartItems/*/masterId'; it is counted apart.");

  /** Faults requested by values in requests. */
  public static final Setting<Boolean> MAGIC_VALUES =
      Setting.of(
          "magic-values",
          SettingType.flag(),
          true,
          "Whether values with stub-fault- in requests inject faults.");

  /** The control API. */
  public static final Setting<Boolean> CONTROL_API =
      Setting.of(
          "control-api",
          SettingType.flag(),
          true,
          "Whether the stub can be controlled over HTTP, under /__stub.");

  /** The token of the control API. */
  public static final Setting<String> CONTROL_TOKEN =
      Setting.of(
              "control-token",
              SettingType.text(
                  "TOKEN",
                  "must be of 8 to 200 letters, digits or any of . _ ~ -",
                  KitSettings::token),
              "",
              "The token that requests to the control API must carry.")
          .defaultText("none on the loopback interface, a random one elsewhere")
          .secret();

  private static final Pattern CONTROL_HOST_NAME =
      Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}]");

  /** The names by which the control API may be called. */
  public static final Setting<List<String>> CONTROL_HOST =
      Setting.of(
          "control-host",
          SettingType.list(
              SettingType.text(
                  "NAME",
                  "must be a host name without a port",
                  text -> CONTROL_HOST_NAME.matcher(text).matches() ? text : null),
              ","),
          List.of(),
          "A name besides those of the loopback interface by which the control API may be called.");

  /** The origins of web pages that may call the stub. */
  public static final Setting<List<String>> CORS =
      Setting.of(
          "cors",
          SettingType.list(
              SettingType.text("ORIGIN", "must be an origin", KitSettings::origin), ","),
          List.of(),
          "An origin whose web pages may call the stub, such as http://localhost:5173; * stands for"
              + " every origin.");

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{8,200}");

  private KitSettings() {}

  /** Returns all of them, in the order in which documentation lists them. */
  public static List<Setting<?>> all() {
    return List.of(
        PORT,
        HOST,
        STRICT,
        SEVERITY,
        EXPECTED_VIOLATION,
        MAGIC_VALUES,
        CONTROL_API,
        CONTROL_TOKEN,
        CONTROL_HOST,
        CORS,
        MAX_MEMORY,
        MAX_WORLDS,
        MAX_EXCHANGES,
        MAX_EXCHANGE_BYTES,
        MAX_VIOLATIONS,
        MAX_BODY_SIZE,
        MAX_THREADS,
        REQUEST_TIMEOUT,
        STOP_TIMEOUT);
  }

  private static String severity(String text) {
    Severities.defaults().with(text);
    return text;
  }

  private static String origin(String text) {
    Cors.of(List.of(text));
    return text;
  }

  private static @Nullable String token(String text) {
    return TOKEN.matcher(text).matches() ? text : null;
  }
}
