package io.customersession.stub;

import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.SettingValues;
import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.stub.account.AccountValidator;
import io.customersession.stub.account.Authenticator;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.host.Host;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.promotion.EffectRule;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import io.customersession.stub.world.WorldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiFunction;

/** The settings that a stub starts with. */
record StubSettings(
    Host servedBy,
    HostSettings host,
    Authenticator accounts,
    WorldSettings worlds,
    int maxWorlds,
    boolean worldPerKey,
    int maxBodySize,
    ControlAccess access) {
  /** Opens the stores at a location. Tests replace it, to run on other stores. */
  static volatile BiFunction<String, StoreOptions, Stores> storeOpener = Stores::at;

  /** Returns the settings with the values of a builder. */
  static StubSettings of(
      SettingValues values,
      Host servedBy,
      HostSettings host,
      WorldDefaults defaults,
      List<TransitionRule> rules,
      List<EffectRule> effectRules,
      ControlAccess access) {
    Fixtures fixtures = values.get(SessionSettings.FIXTURES);
    Authenticator accounts =
        new Authenticator(
            fixtures,
            values.get(SessionSettings.API_KEY),
            values.get(SessionSettings.MANAGEMENT_KEY));
    Lifecycle lifecycle = new Lifecycle(withServices(rules, TransitionRule.class));
    PromotionEngine promotions =
        new PromotionEngine(
            fixtures,
            withServices(effectRules, EffectRule.class),
            values.get(KitSettings.MAX_MEMORY));
    // When everything else is known to be valid.
    Stores opened = openStores(values);
    return new StubSettings(
        servedBy,
        host.withMinThreads(opened.concurrentRequests()),
        accounts,
        new WorldSettings(
            lifecycle,
            promotions,
            Behaviour.of(values),
            values.get(SessionSettings.MAX_SESSIONS),
            values.get(SessionSettings.MAX_PROFILES),
            values.get(SessionSettings.MAX_IDEMPOTENCY_BYTES),
            accounts::knows,
            new AccountValidator(fixtures),
            defaults.expecting(fixtures.expectedViolations()),
            opened),
        values.get(KitSettings.MAX_WORLDS),
        values.get(SessionSettings.WORLD_PER_KEY),
        values.get(KitSettings.MAX_BODY_SIZE),
        access);
  }

  /** Returns rules, and those that a ServiceLoader finds after them. */
  private static <T> List<T> withServices(List<T> rules, Class<T> type) {
    List<T> all = new ArrayList<>(rules);
    ServiceLoader.load(type).forEach(all::add);
    return all;
  }

  /** Opens the stores that the values of a builder name. */
  private static Stores openStores(SettingValues values) {
    String location = values.get(SessionSettings.STORE);
    if (values.get(SessionSettings.WORLD_PER_KEY) && !location.equals(Stores.MEMORY)) {
      throw new IllegalArgumentException(
          "worldPerKey needs the store memory: the names of these worlds differ at each start");
    }
    return storeOpener.apply(
        location,
        new StoreOptions(
            values.get(SessionSettings.STORE_TIMEOUT), values.get(SessionSettings.RETAIN)));
  }
}
