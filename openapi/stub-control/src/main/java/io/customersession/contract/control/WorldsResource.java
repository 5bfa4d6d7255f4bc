package io.customersession.contract.control;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.control.api.WorldsApi;
import io.customersession.contract.control.model.Settings;
import io.customersession.contract.control.model.World;
import io.customersession.contract.control.model.WorldList;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            domain.worlds().names().stream().map(this::listed).flatMap(Stream::ofNullable).toList())
        .build();
  }

  /** Returns null if the world was deleted meanwhile. */
  private @Nullable World listed(String name) {
    try {
      return domain.view(domain.world(name));
    } catch (HttpError e) {
      return null;
    } catch (StoreFullException e) {
      // This process cannot enter another world, so it has had no requests to this one.
      return World.builder().name(name).exchanges(0L).violations(0).faults(0).build();
    }
  }

  @Override
  public void dropWorlds() {
    domain.worlds().names().forEach(domain.worlds()::drop);
  }

  @Override
  public World getWorld(String world) {
    return domain.view(domain.world(world));
  }

  @Override
  public BinaryData watchWorld(String world) {
    domain.world(world);
    WorldEvents.Source source =
        new WorldEvents.Source() {
          @Override
          public @Nullable Long exchanges() {
            W found = domain.worlds().find(world);
            return found == null ? null : found.journal().total();
          }

          @Override
          public @Nullable String state() {
            W found = domain.worlds().find(world);
            return found == null ? null : World.Codec.INSTANCE.toText(domain.view(found));
          }
        };
    return BinaryData.of(new WorldEvents(source, WorldEvents.TIMES), BinaryData.UNKNOWN_LENGTH);
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
    return settings.of(domain.refreshed(world));
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
}
