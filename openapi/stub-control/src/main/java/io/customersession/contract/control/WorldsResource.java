package io.customersession.contract.control;

import io.customersession.contract.control.api.WorldsApi;
import io.customersession.contract.control.model.Settings;
import io.customersession.contract.control.model.World;
import io.customersession.contract.control.model.WorldList;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.util.stream.Stream;

/** Worlds and their settings. */
final class WorldsResource<W extends StubWorld> implements WorldsApi {
  private final Domain<W> domain;
  private final ExtraMembers extras;
  private final SettingsView<W> settings;

  WorldsResource(Domain<W> domain, ExtraMembers extras) {
    this.domain = domain;
    this.extras = extras;
    settings = new SettingsView<>(domain.settings());
  }

  @Override
  public WorldList listWorlds() {
    return WorldList.builder()
        .worlds(
            domain.worlds().names().stream()
                .map(domain.worlds()::find)
                // A world may be deleted meanwhile.
                .flatMap(Stream::ofNullable)
                .map(this::view)
                .toList())
        .build();
  }

  @Override
  public void dropWorlds() {
    domain.worlds().reset();
  }

  @Override
  public World getWorld(String world) {
    return view(domain.world(world));
  }

  @Override
  public void dropWorld(String world) {
    if (!domain.worlds().drop(world)) {
      throw Worlds.notFound(world);
    }
  }

  @Override
  public void resetWorld(String world) {
    domain.change(
        world,
        found -> {
          found.reset();
          return found;
        });
  }

  @Override
  public Settings getSettings(String world) {
    return settings.of(domain.world(world));
  }

  @Override
  public Settings changeSettings(String world, Settings sent) {
    return domain.change(
        world,
        found -> {
          settings.change(found, sent, extras);
          return settings.of(found);
        });
  }

  private World view(W world) {
    World.Builder view =
        World.builder()
            .name(world.name())
            .exchanges(world.journal().total())
            .violations(world.violations().size())
            .faults(world.faults().rules().size());
    domain
        .extension()
        .members(world)
        .forEach(
            (name, value) -> {
              if (value != null) {
                view.additionalProperty(name, value);
              }
            });
    return view.build();
  }
}
