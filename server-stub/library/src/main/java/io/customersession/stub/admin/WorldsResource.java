package io.customersession.stub.admin;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.stub.admin.api.WorldsApi;
import io.customersession.stub.admin.model.ExpectedViolation;
import io.customersession.stub.admin.model.ParallelUpdates;
import io.customersession.stub.admin.model.RepeatedMove;
import io.customersession.stub.admin.model.Settings;
import io.customersession.stub.admin.model.Severity;
import io.customersession.stub.admin.model.WorldList;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Worlds and how each of them behaves. */
final class WorldsResource implements WorldsApi {
  private static final String EVERY = "*";

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
      throw HttpError.of(404, "There is no world \"" + world + "\"");
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
          // What may be wrong goes first.
          Severities severities = changed(found.severities(), settings.getSeverities());
          List<io.customersession.contract.stub.violation.ExpectedViolation> expected =
              changed(found.expectedViolations(), settings.getExpectedViolations());
          found.severities(severities);
          found.expectedViolations(expected);
          found.behaviour(changed(found.behaviour(), settings));
          if (settings.getMagicValues() != null) {
            found.faults().magicValues(settings.getMagicValues());
          }
          return settings(found);
        });
  }

  private static Severities changed(Severities before, @Nullable Map<String, Severity> chosen) {
    Severities severities = before;
    if (chosen != null && chosen.containsKey(EVERY)) {
      severities = severities.with(EVERY + "=" + chosen.get(EVERY));
    }
    if (chosen != null) {
      for (Map.Entry<String, Severity> choice : chosen.entrySet()) {
        if (!choice.getKey().equals(EVERY)) {
          severities = severities.with(choice.getKey() + "=" + choice.getValue());
        }
      }
    }
    return severities;
  }

  private static List<io.customersession.contract.stub.violation.ExpectedViolation> changed(
      List<io.customersession.contract.stub.violation.ExpectedViolation> before,
      @Nullable List<ExpectedViolation> chosen) {
    return chosen == null
        ? before
        : chosen.stream()
            .map(
                each ->
                    io.customersession.contract.stub.violation.ExpectedViolation.of(
                        each.getRule(), each.getLocation()))
            .distinct()
            .toList();
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
    if (settings.getResponseVersion() != null) {
      behaviour = behaviour.withResponseVersion(ResponseVersion.of(settings.getResponseVersion()));
    }
    return behaviour;
  }

  private static Settings settings(World world) {
    Behaviour behaviour = world.behaviour();
    return Settings.builder()
        .strict(behaviour.strict())
        .repeatedMove(RepeatedMove.valueOf(behaviour.repeatedMove().name()))
        .parallelUpdates(ParallelUpdates.valueOf(behaviour.parallelUpdates().name()))
        .responseVersion(behaviour.responseVersion().toString())
        .severities(
            Arrays.stream(ContractRule.values())
                .collect(
                    Collectors.toMap(
                        ContractRule::key,
                        rule -> Severity.valueOf(world.severities().of(rule).name()))))
        .expectedViolations(
            world.expectedViolations().stream()
                .map(
                    each ->
                        ExpectedViolation.builder()
                            .rule(each.rule().key())
                            .location(each.location())
                            .build())
                .toList())
        .magicValues(world.faults().magicValues())
        .build();
  }

  private static io.customersession.stub.admin.model.World view(World world) {
    return io.customersession.stub.admin.model.World.builder()
        .name(world.name())
        .application(world.application())
        .sessions(world.sessionCount())
        .exchanges(world.journal().total())
        .violations(world.violations().size())
        .faults(world.faults().rules().size())
        .build();
  }
}
