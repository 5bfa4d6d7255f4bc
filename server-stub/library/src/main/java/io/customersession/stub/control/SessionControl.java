package io.customersession.stub.control;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.control.ControlExtension;
import io.customersession.contract.stub.control.StubContract;
import io.customersession.contract.stub.control.WorldSetting;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.control.api.ApiOperation;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.WorldState;
import io.customersession.stub.world.World;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  public StubContract contract() {
    return new StubContract(
        "CustomerSessionStub",
        List.of(io.customersession.stub.api.ApiOperation.values()),
        List.of(new StubContract.StateMachine("SessionState", SessionState.transitions())),
        SessionControl.class.getResource("/META-INF/openapi/customer-session.yaml"));
  }

  @Override
  public String resourceProperty() {
    return "session";
  }

  @Override
  public List<WorldSetting<? super World, ?>> settings() {
    return Behaviour.settings().stream()
        .<WorldSetting<? super World, ?>>map(SessionControl::world)
        .toList();
  }

  private static WorldSetting<World, ?> world(Setting<?> setting) {
    String path = SETTINGS + setting.property();
    return setting.defaultValue() instanceof Boolean
        ? WorldSetting.checked(
            setting.property(),
            Codecs.bool(path),
            world -> Boolean.valueOf(world.behaviour().text(setting)),
            (world, value) -> changing(world, setting, value.toString()))
        : WorldSetting.checked(
            setting.property(),
            Codecs.string(path),
            world -> world.behaviour().text(setting),
            (world, text) -> changing(world, setting, text));
  }

  private static Runnable changing(World world, Setting<?> setting, String text) {
    String pointer = "/" + setting.property();
    setting.parse(pointer, text);
    return () -> world.behaviour(world.behaviour().with(setting, pointer, text));
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
    return SessionsResource.dispatcher(worlds).call(operation, parameters, body);
  }
}
