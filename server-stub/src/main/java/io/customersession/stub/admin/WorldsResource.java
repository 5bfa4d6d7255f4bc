package io.customersession.stub.admin;

import io.customersession.stub.admin.api.WorldsApi;
import io.customersession.stub.admin.model.AnswerVersion;
import io.customersession.stub.admin.model.ParallelUpdates;
import io.customersession.stub.admin.model.RepeatedMove;
import io.customersession.stub.admin.model.Settings;
import io.customersession.stub.admin.model.WorldList;
import io.customersession.stub.http.Refusal;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.world.World;
import java.util.stream.Stream;

/** Worlds and how each of them behaves. */
final class WorldsResource implements WorldsApi {
  private final Places places;

  WorldsResource(Places places) {
    this.places = places;
  }

  @Override
  public WorldList listWorlds() {
    return WorldList.builder()
        .worlds(
            places.worlds().names().stream()
                .map(places.worlds()::find)
                // A world may be dropped while this goes on.
                .flatMap(Stream::ofNullable)
                .map(WorldsResource::view)
                .toList())
        .build();
  }

  @Override
  public void dropWorlds() {
    places.worlds().reset();
  }

  @Override
  public io.customersession.stub.admin.model.World getWorld(String world) {
    return view(places.world(world));
  }

  @Override
  public void dropWorld(String world) {
    if (!places.worlds().drop(world)) {
      throw new Refusal(404, "There is no world \"" + world + "\"");
    }
  }

  @Override
  public void resetWorld(String world) {
    places.in(
        world,
        found -> {
          found.reset();
          return found;
        });
  }

  @Override
  public Settings getSettings(String world) {
    return settings(places.world(world));
  }

  @Override
  public Settings changeSettings(String world, Settings settings) {
    return places.in(
        world,
        found -> {
          found.behaviour(changed(found.behaviour(), settings));
          if (settings.getMagicValues() != null) {
            found.faults().magicValues(settings.getMagicValues());
          }
          return settings(found);
        });
  }

  private static Behaviour changed(Behaviour before, Settings settings) {
    Behaviour behaviour = before;
    if (settings.getStrict() != null) {
      behaviour = behaviour.withStrict(settings.getStrict());
    }
    if (settings.getRepeatedMove() != null) {
      behaviour =
          behaviour.withRepeatedMove(
              io.customersession.stub.session.RepeatedMove.valueOf(
                  settings.getRepeatedMove().name()));
    }
    if (settings.getParallelUpdates() != null) {
      behaviour =
          behaviour.withParallelUpdates(
              io.customersession.stub.session.ParallelUpdates.valueOf(
                  settings.getParallelUpdates().name()));
    }
    if (settings.getAnswerVersion() != null) {
      behaviour =
          behaviour.withAnswerVersion(
              io.customersession.stub.session.AnswerVersion.valueOf(
                  settings.getAnswerVersion().name()));
    }
    return behaviour;
  }

  private static Settings settings(World world) {
    Behaviour behaviour = world.behaviour();
    return Settings.builder()
        .strict(behaviour.strict())
        .repeatedMove(RepeatedMove.valueOf(behaviour.repeatedMove().name()))
        .parallelUpdates(ParallelUpdates.valueOf(behaviour.parallelUpdates().name()))
        .answerVersion(AnswerVersion.valueOf(behaviour.answerVersion().name()))
        .magicValues(world.faults().magicValues())
        .build();
  }

  private static io.customersession.stub.admin.model.World view(World world) {
    return io.customersession.stub.admin.model.World.builder()
        .name(world.name())
        .sessions(world.sessionCount())
        .exchanges(world.journal().answered())
        .violations(world.violations().size())
        .faults(world.faults().rules().size())
        .build();
  }
}
