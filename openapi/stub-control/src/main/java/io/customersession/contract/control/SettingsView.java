package io.customersession.contract.control;

import io.customersession.contract.control.model.Settings;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.JsonInput;
import io.customersession.contract.json.JsonOutput;
import io.customersession.contract.stub.control.WorldSetting;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and changes the settings of a world, by their declarations. */
final class SettingsView<W extends StubWorld> {
  private final List<WorldSetting<? super W, ?>> settings;

  SettingsView(List<WorldSetting<? super W, ?>> settings) {
    this.settings = settings;
  }

  /** Returns all settings of a world. */
  Settings of(W world) {
    byte[] json = Json.encode(new Writer<>(settings), world);
    return Objects.requireNonNull(
        Json.decodeResponse(Settings.Codec.INSTANCE, json).value(), "settings");
  }

  /**
   * Changes the settings that a request has: all of them, or none if one of them is invalid.
   *
   * @param extras the settings that the stub adds to the document
   * @throws IllegalArgumentException if one of them is invalid
   */
  void change(W world, Settings sent, ExtraMembers extras) {
    world.changeSettings(() -> changeTogether(world, sent, extras));
  }

  private void changeTogether(W world, Settings sent, ExtraMembers extras) {
    List<Runnable> changes = new ArrayList<>();
    // A change reads what it adds to, and a reset takes the same lock.
    synchronized (world) {
      for (WorldSetting<? super W, ?> setting : settings) {
        Object value = Settings.Codec.INSTANCE.property(sent, setting.key());
        value =
            value != null ? value : extras.get(Settings.Codec.INSTANCE.schemaName(), setting.key());
        if (value != null) {
          changes.add(setting.prepare(world, value));
        }
      }
      changes.forEach(Runnable::run);
    }
  }

  /** Writes the settings of a world as an object. */
  private record Writer<W>(List<WorldSetting<? super W, ?>> settings) implements JsonCodec<W> {
    @Override
    public void write(JsonOutput out, W world) {
      out.beginObject();
      settings.forEach(setting -> write(out, setting, world));
      out.endObject();
    }

    private static <W, T> void write(JsonOutput out, WorldSetting<W, T> setting, W world) {
      out.name(setting.key());
      setting.codec().write(out, setting.read(world));
    }

    @Override
    public @Nullable W read(JsonInput in) {
      throw new UnsupportedOperationException("worlds are written only");
    }

    @Override
    public void check(W world, Violations violations) {}
  }
}
