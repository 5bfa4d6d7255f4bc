package io.customersession.stub;

import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingType;
import io.customersession.stub.account.ApplicationKey;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.FixturesFile;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings that the stub of customer sessions has besides those of every stub. */
public final class SessionSettings {
  /** The configuration of the account. */
  public static final Setting<Fixtures> FIXTURES =
      Setting.of(
              "fixtures",
              SettingType.text(
                  "FILE",
                  "must be a file in YAML or JSON",
                  text -> FixturesFile.read(Path.of(text))),
              Fixtures.NONE,
              "The applications, attributes, coupons, referrals and limits of the account, in a"
                  + " file in YAML or JSON.")
          .defaultText("an account without limits");

  /** The keys of the integration side. */
  public static final Setting<List<ApplicationKey>> API_KEY =
      keys(
          "api-key",
          "An API key and its application. If no key of either kind is set, any key is accepted.");

  /** The keys of the management side. */
  public static final Setting<List<ApplicationKey>> MANAGEMENT_KEY =
      keys("management-key", "A management key and an application whose sessions it may read.");

  /** The location of the state. It is a secret because it may have a password. */
  public static final Setting<String> STORE =
      Setting.of(
              "store",
              SettingType.text(
                  "LOCATION", Stores.RULE, text -> Stores.isLocation(text) ? text : null),
              Stores.MEMORY,
              "Where sessions and profiles are stored: memory, sqlite:FILE or"
                  + " postgresql://USER:PASSWORD@HOST/DATABASE. All but memory need"
                  + " customer-session-store-jdbc.")
          .secret();

  /** The time that a request may wait for a database. */
  public static final Setting<Duration> STORE_TIMEOUT =
      Setting.of(
          "store-timeout",
          SettingType.seconds(),
          StoreOptions.DEFAULTS.timeout(),
          "How long a request may wait for a database before it gets 503.");

  /** How long sessions and profiles are kept. */
  public static final Setting<Retention> RETAIN =
      Setting.of(
              "retain",
              SettingType.text("DURATION", Retention.RULE, Retention::parse),
              Retention.FOREVER,
              "How long sessions and profiles are kept after their last change, such as 30d or 12h,"
                  + " by the clock of the machine.")
          .defaultText("forever");

  /** A world for each key. */
  public static final Setting<Boolean> WORLD_PER_KEY =
      Setting.of(
          "world-per-key",
          SettingType.flag(),
          false,
          "Whether each key has a world of its own, with its own sessions, clock and journal.");

  /** The maximum number of sessions. */
  public static final Setting<Integer> MAX_SESSIONS =
      Setting.of(
          "max-sessions",
          SettingType.number(1, Integer.MAX_VALUE),
          100_000,
          "The maximum number of sessions in a world; one more gets 507.");

  /** The maximum number of profiles. */
  public static final Setting<Integer> MAX_PROFILES =
      Setting.of(
          "max-profiles",
          SettingType.number(1, Integer.MAX_VALUE),
          100_000,
          "The maximum number of profiles in a world; one more gets 507.");

  /** The maximum size of remembered responses. */
  public static final Setting<Long> MAX_IDEMPOTENCY_BYTES =
      Setting.of(
          "max-idempotency-bytes",
          SettingType.bytes(0),
          32L << 20,
          "The maximum size of the responses that a world remembers for requests with an"
              + " Idempotency-Key; the oldest are dropped.");

  private SessionSettings() {}

  /** Returns all settings of the stub, in the order in which documentation lists them. */
  public static List<Setting<?>> all() {
    List<Setting<?>> kit = KitSettings.all();
    List<Setting<?>> all = new ArrayList<>(List.of(FIXTURES, API_KEY, MANAGEMENT_KEY));
    for (Setting<?> setting : Behaviour.settings()) {
      if (!kit.contains(setting)) {
        all.add(setting);
      }
    }
    all.addAll(
        List.of(
            STORE,
            STORE_TIMEOUT,
            RETAIN,
            WORLD_PER_KEY,
            MAX_SESSIONS,
            MAX_PROFILES,
            MAX_IDEMPOTENCY_BYTES));
    all.addAll(kit);
    return List.copyOf(all);
  }

  private static Setting<List<ApplicationKey>> keys(String key, String description) {
    return Setting.of(
            key,
            SettingType.list(
                SettingType.text("KEY=APPLICATION", ApplicationKey.RULE, ApplicationKey::parse),
                " "),
            List.<ApplicationKey>of(),
            description)
        .secret();
  }
}
