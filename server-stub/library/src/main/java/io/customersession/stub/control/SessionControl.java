package io.customersession.stub.control;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.control.ControlExtension;
import io.customersession.contract.stub.control.EnumConstants;
import io.customersession.contract.stub.control.WorldSetting;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.control.api.ApiOperation;
import io.customersession.stub.control.api.Dispatcher;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.session.WorldState;
import io.customersession.stub.world.World;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the stub adds to the control API. */
public final class SessionControl implements ControlExtension<World> {
  private static final String SETTINGS = "#/components/schemas/Settings/properties/";

  /** Creates an extension. */
  public SessionControl() {}

  @Override
  public @Nullable URL document() {
    return SessionControl.class.getResource("/META-INF/openapi/session-stub-control.yaml");
  }

  @Override
  public String resourceProperty() {
    return "session";
  }

  @Override
  public List<WorldSetting<? super World, ?>> settings() {
    return List.of(
        WorldSetting.of(
            "strict",
            Codecs.bool(SETTINGS + "strict"),
            world -> world.behaviour().strict(),
            changing(Behaviour::withStrict)),
        WorldSetting.of(
            "repeatedMove",
            EnumConstants.of("#/components/schemas/RepeatedMove", RepeatedMove.class),
            world -> world.behaviour().repeatedMove(),
            changing(Behaviour::withRepeatedMove)),
        WorldSetting.of(
            "parallelUpdates",
            EnumConstants.of("#/components/schemas/ParallelUpdates", ParallelUpdates.class),
            world -> world.behaviour().parallelUpdates(),
            changing(Behaviour::withParallelUpdates)),
        WorldSetting.checked(
            "responseVersion",
            Codecs.string(SETTINGS + "responseVersion"),
            world -> world.behaviour().responseVersion().toString(),
            (world, text) -> {
              ResponseVersion version = ResponseVersion.of(text);
              return () -> world.behaviour(world.behaviour().withResponseVersion(version));
            }));
  }

  private static <T> java.util.function.BiConsumer<World, T> changing(
      BiFunction<Behaviour, T, Behaviour> change) {
    return (world, value) -> world.behaviour(change.apply(world.behaviour(), value));
  }

  @Override
  public Map<String, @Nullable Object> members(World world) {
    Map<String, @Nullable Object> members = new HashMap<>();
    members.put("application", world.application());
    members.put("sessions", world.sessionCount());
    return members;
  }

  @Override
  public Map<String, @Nullable Object> members(StateSnapshot snapshot) {
    return Map.of("sessions", ((WorldState.Snapshot) snapshot).sessions());
  }

  @Override
  public List<? extends Operation> operations() {
    return List.of(ApiOperation.values());
  }

  @Override
  public @Nullable Object call(
      Worlds<World> worlds,
      Operation operation,
      Map<String, Object> parameters,
      @Nullable Object body) {
    return Dispatcher.of(new SessionsResource(worlds)).call(operation, parameters, body);
  }
}
