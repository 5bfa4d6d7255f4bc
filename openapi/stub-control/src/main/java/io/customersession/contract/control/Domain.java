package io.customersession.contract.control;

import io.customersession.contract.control.model.ExchangeFilter;
import io.customersession.contract.control.model.FaultRule;
import io.customersession.contract.control.model.Settings;
import io.customersession.contract.control.model.World;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.stub.control.ControlExtension;
import io.customersession.contract.stub.control.ControlSettings;
import io.customersession.contract.stub.control.WorldSetting;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of a stub and what the stub adds to the control API: settings, and the name of the
 * property that has the id of a resource.
 */
final class Domain<W extends StubWorld> {
  private static final String RESOURCE = "resource";

  private final Worlds<W> worlds;
  private final ControlExtension<W> extension;
  private final List<WorldSetting<? super W, ?>> settings;

  Domain(ControlSettings<W> control) {
    worlds = control.worlds();
    extension = control.extension();
    settings = new ArrayList<>(extension.settings());
    settings.addAll(CommonSettings.ALL);
  }

  Worlds<W> worlds() {
    return worlds;
  }

  ControlExtension<W> extension() {
    return extension;
  }

  List<WorldSetting<? super W, ?>> settings() {
    return settings;
  }

  /**
   * Returns a world.
   *
   * @throws io.customersession.contract.stub.http.HttpError with status 404 if it does not exist
   */
  W world(String name) {
    return worlds.existing(name);
  }

  /**
   * Returns a world with the clock and the settings that it has now.
   *
   * @throws io.customersession.contract.stub.http.HttpError with status 404 if it does not exist
   */
  W refreshed(String name) {
    W world = world(name);
    world.refreshSettings();
    return world;
  }

  /** Changes a world, which is created if there is none and the change succeeds. */
  <T> T change(String name, Function<W, T> change) {
    return worlds.change(name, change);
  }

  /** Returns the codecs of the members that the stub adds to requests, by schema and name. */
  Map<String, Map<String, JsonCodec<?>>> extras() {
    Map<String, Map<String, JsonCodec<?>>> extras = new HashMap<>();
    Map<String, JsonCodec<?>> added = new HashMap<>();
    extension.settings().forEach(setting -> added.put(setting.key(), setting.codec()));
    extras.put(Settings.Codec.INSTANCE.schemaName(), added);
    if (!hasUsualResource()) {
      for (ModelCodec<?> codec : List.of(FaultRule.Codec.INSTANCE, ExchangeFilter.Codec.INSTANCE)) {
        String property = extension.resourceProperty();
        String path = "#/components/schemas/" + codec.schemaName() + "/properties/" + property;
        extras.put(codec.schemaName(), Map.of(property, Codecs.string(path)));
      }
    }
    return extras;
  }

  /** Returns the value of {@code resource} in a view, which is absent if it has another name. */
  @Nullable String resource(@Nullable String id) {
    return hasUsualResource() ? id : null;
  }

  /** Returns the id of a resource under the name that the stub has for it, if it has one. */
  Map<String, Object> otherResource(@Nullable String id) {
    return hasUsualResource() || id == null ? Map.of() : Map.of(extension.resourceProperty(), id);
  }

  /**
   * Returns the id of the resource in a request.
   *
   * @param schema the name of the schema that has it
   * @param usual the value of the property {@code resource}
   * @throws IllegalArgumentException if there is one, and the property has another name
   */
  @Nullable String sentResource(ExtraMembers extras, String schema, @Nullable String usual) {
    if (hasUsualResource()) {
      return usual;
    }
    if (usual != null) {
      throw new IllegalArgumentException(
          "The property \"" + RESOURCE + "\" is not defined on " + schema + ".");
    }
    return (String) extras.get(schema, extension.resourceProperty());
  }

  /** Returns the numbers of things in a world. */
  World view(W world) {
    World.Builder view =
        World.builder()
            .name(world.name())
            .exchanges(world.journal().total())
            .violations(world.violations().size())
            .faults(world.faults().rules().size());
    extension
        .members(world)
        .forEach(
            (name, value) -> {
              if (value != null) {
                view.additionalProperty(name, value);
              }
            });
    return view.build();
  }

  private boolean hasUsualResource() {
    return extension.resourceProperty().equals(RESOURCE);
  }
}
