package io.customersession.stub.session;

import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingType;
import io.customersession.contract.stub.setting.SettingValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the stub behaves where the contract leaves a choice. Immutable. */
public final class Behaviour {
  /** The response to a transition to the current state. */
  public static final Setting<RepeatedMove> REPEATED_MOVE =
      Setting.of(
          "repeated-move",
          SettingType.choice(RepeatedMove.class),
          RepeatedMove.REFUSE,
          "How to handle a transition to the current state.");

  /** The response to concurrent changes of one session. */
  public static final Setting<ParallelUpdates> PARALLEL_UPDATES =
      Setting.of(
          "parallel-updates",
          SettingType.choice(ParallelUpdates.class),
          ParallelUpdates.SERIALIZE,
          "How to handle concurrent changes of a session.");

  /** The properties in responses. */
  public static final Setting<ResponseVersion> RESPONSE_VERSION =
      Setting.of(
          "response-version",
          SettingType.text("auto|latest|YY.MM", ResponseVersion.RULE, ResponseVersion::parse),
          ResponseVersion.AUTO,
          "The properties in responses: those that the SDK named by the User-Agent knows (auto),"
              + " all (latest), or those of an SDK version such as 26.02.");

  private static final Behaviour DEFAULTS = new Behaviour(SettingValues.DEFAULTS);
  private static final List<Setting<?>> SETTINGS =
      List.of(KitSettings.STRICT, REPEATED_MOVE, PARALLEL_UPDATES, RESPONSE_VERSION);

  private final SettingValues values;

  private Behaviour(SettingValues values) {
    this.values = values;
  }

  /** Returns the behavior of a stub that sets nothing. */
  public static Behaviour defaults() {
    return DEFAULTS;
  }

  /** Returns the behavior with the values of the settings that it consists of. */
  public static Behaviour of(SettingValues values) {
    return new Behaviour(values);
  }

  /**
   * Returns the settings that it consists of. They are what a request and a world may change, and
   * settings of the stub as well, so this is their only list.
   */
  public static List<Setting<?>> settings() {
    return SETTINGS;
  }

  /** Returns this behavior with another value of a setting. */
  public <T> Behaviour with(Setting<T> setting, T value) {
    return new Behaviour(values.with(setting, value));
  }

  /**
   * Returns this behavior with the value of a setting that a text stands for.
   *
   * @param source the source of the text, for errors
   * @throws IllegalArgumentException if the text does not stand for a value
   */
  public Behaviour with(Setting<?> setting, String source, String text) {
    return new Behaviour(values.parsed(setting, source, text));
  }

  /** Returns the value of a setting as its notation writes it. */
  public String text(Setting<?> setting) {
    return values.text(setting);
  }

  /** Returns true if unknown and read-only properties are refused rather than recorded. */
  public boolean strict() {
    return values.get(KitSettings.STRICT);
  }

  /** Returns how a transition to the current state is handled. */
  public RepeatedMove repeatedMove() {
    return values.get(REPEATED_MOVE);
  }

  /** Returns how concurrent changes of a session are handled. */
  public ParallelUpdates parallelUpdates() {
    return values.get(PARALLEL_UPDATES);
  }

  /** Returns which properties responses carry. */
  public ResponseVersion responseVersion() {
    return values.get(RESPONSE_VERSION);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Behaviour that)) {
      return false;
    }
    for (Setting<?> setting : SETTINGS) {
      if (!values.get(setting).equals(that.values.get(setting))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Setting<?> setting : SETTINGS) {
      hash = 31 * hash + values.get(setting).hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : SETTINGS) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(setting)
          .append('=')
          .append(values.text(setting));
    }
    return text.toString();
  }
}
