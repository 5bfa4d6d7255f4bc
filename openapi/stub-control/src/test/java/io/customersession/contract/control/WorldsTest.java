package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.control.client.api.WorldsApi;
import io.customersession.contract.control.client.model.ExpectedViolation;
import io.customersession.contract.control.client.model.Settings;
import io.customersession.contract.control.client.model.Severity;
import io.customersession.contract.control.client.model.World;
import io.customersession.contract.stub.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Worlds and their settings over HTTP. */
class WorldsTest {
  private final TaskStub stub = TaskStub.start(builder -> builder.maxWorlds(3));
  private final WorldsApi worlds = new WorldsApi(stub.client());

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void worlds_areListedResetAndDeleted() {
    stub.api(200, "a", "PUT", "/tasks/1", "{\"title\":\"Write\",\"colour\":1}");
    stub.server().world("a").faults().add(Fault.truncate());
    assertThat(worlds.listWorlds().getWorlds())
        .extracting(World::getName)
        .containsExactly("main", "a");
    World a = worlds.getWorld("a");
    assertThat(List.of(a.getExchanges().intValue(), a.getViolations(), a.getFaults()))
        .containsOnly(1);
    assertThat(a.additionalProperties()).isEmpty();

    worlds.resetWorld("a");
    stub.api(404, "a", "GET", "/tasks/1", null);
    worlds.resetWorld("b");
    worlds.dropWorld("a");
    assertThat(stub.server().worlds().names()).containsExactly("main", "b");
    TaskStub.refused(404, "The world \"a\" does not exist", () -> worlds.dropWorld("a"));
    TaskStub.refused(404, "The world \"a\" does not exist", () -> worlds.getWorld("a"));

    stub.put("main", "1");
    worlds.dropWorlds();
    assertThat(stub.server().worlds().names()).containsExactly("main");
    stub.api(404, "main", "GET", "/tasks/1", null);
  }

  @Test
  void resetWorld_tooManyWorlds_are507() {
    worlds.resetWorld("a");
    worlds.resetWorld("b");
    TaskStub.refused(
        507,
        "The stub keeps at most 3 worlds; reset it, or raise maxWorlds",
        () -> worlds.resetWorld("c"));
  }

  @Test
  void changeSettings_oneAfterTheOther_keepsTheOthers() {
    assertThat(worlds.getSettings("main").getMagicValues()).isTrue();

    worlds.changeSettings("a", Settings.builder().magicValues(false).build());
    Settings after =
        worlds.changeSettings(
            "a", Settings.builder().severities(Map.of("schema", Severity.OFF)).build());

    assertThat(after.getMagicValues()).isFalse();
    assertThat(after.getSeverities()).containsEntry("schema", Severity.OFF).hasSizeGreaterThan(5);
    stub.api(200, "a", "PUT", "/tasks/stub-fault-status-500", "{\"title\":\"Write\"}");
    stub.api(500, "main", "PUT", "/tasks/stub-fault-status-500", "{\"title\":\"Write\"}");
  }

  @Test
  void changeSettings_oneOfThemInvalid_changesNone() {
    worlds.resetWorld("a");
    ExpectedViolation invalid =
        ExpectedViolation.builder().rule("unknown-property").location("/a*").build();
    TaskStub.refused(
        400,
        "\"/a*\" is not a location of expected violations: in a JSON pointer, * must be a whole"
            + " segment",
        () ->
            worlds.changeSettings(
                "a",
                Settings.builder()
                    .magicValues(false)
                    .severities(Map.of("*", Severity.OFF))
                    .expectedViolations(List.of(invalid))
                    .build()));

    assertThat(worlds.getSettings("a")).isEqualTo(worlds.getSettings("main"));
  }

  @Test
  void changeSettings_unknownRule_isRefusedAndCreatesNoWorld() {
    ApiException error =
        catchThrowableOfType(
            ApiException.class,
            () ->
                worlds.changeSettings(
                    "new",
                    Settings.builder()
                        .magicValues(false)
                        .severities(Map.of("mood", Severity.OFF))
                        .build()));

    assertThat(error.status()).isEqualTo(400);
    assertThat(TaskStub.message(error.bodyText()))
        .startsWith("there is no rule \"mood\"; the rules are ");
    assertThat(stub.server().worlds().names()).containsExactly("main");
  }

  @Test
  void settings_areThoseOfTheDocument() throws IOException {
    Map<String, Object> document =
        new Yaml().load(Files.readString(Path.of("src/main/openapi/stub-control.yaml")));
    Map<?, ?> schemas = (Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas");
    Map<?, ?> settings = (Map<?, ?>) ((Map<?, ?>) schemas.get("Settings")).get("properties");

    assertThat(CommonSettings.ALL)
        .extracting(setting -> (Object) setting.key())
        .containsExactlyInAnyOrderElementsOf(settings.keySet());
  }
}
