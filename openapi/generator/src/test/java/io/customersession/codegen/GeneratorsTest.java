package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.operation.Operation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generates from the document and from edited copies of it, and compiles what comes out. */
class GeneratorsTest {
  private static final String CLIENT = "contract-client";
  private static final String SERVER = "contract-server-stub";

  @TempDir private Path directory;

  private static String document() throws IOException {
    return Files.readString(FrozenDocument.FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT, SERVER})
  void generate_theDocument_writesSourcesOnly(String generator) throws IOException {
    Generated generated = Generated.from(generator, document(), directory);

    assertThat(generated.files())
        .allMatch(
            file ->
                file.startsWith("src/main/java/sample/") || file.startsWith(".openapi-generator"))
        .hasSizeGreaterThan(60);
    generated.compile(generator.equals(CLIENT) ? 11 : 17);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT, SERVER})
  void generate_readmeEdit_addsAState(String generator) throws Exception {
    String edited = document();
    List<String> lines = readmeEdit();
    edited =
        edited.replaceFirst(
            "(?m)^      enum: \\[open, closed, .*$", lines.get(0) + "\n" + lines.get(1));
    String cancelled =
        "            cancelled: {by: [updateCustomerSession, updateCustomerSessionV2], event: talon_session_cancelled}\n";
    assertThat(edited).contains(cancelled);
    edited = edited.replace(cancelled, cancelled + lines.get(2) + "\n");
    edited =
        edited.replace(
            "          cancelled: {}\n", "          cancelled: {}\n" + lines.get(3) + "\n");

    ClassLoader classes =
        Generated.from(generator, edited, directory).compile(generator.equals(CLIENT) ? 11 : 17);

    Class<?> state = classes.loadClass("sample.model.SessionState");
    Class<?> operation = classes.loadClass("sample.api.ApiOperation");
    Method of = state.getMethod("of", String.class);
    Method canMove = state.getMethod("canMoveTo", state, Operation.class);
    Object open = of.invoke(null, "open");
    Object expired = of.invoke(null, "expired");
    Object update = constant(operation, "UPDATE_CUSTOMER_SESSION_V2");
    assertThat(canMove.invoke(open, expired, update)).isEqualTo(true);
    assertThat(canMove.invoke(open, expired, constant(operation, "UPDATE_CUSTOMER_SESSION")))
        .isEqualTo(false);
    assertThat(canMove.invoke(expired, open, update)).isEqualTo(false);
  }

  private static Object constant(Class<?> type, String name) throws Exception {
    return type.getField(name).get(null);
  }

  /** Returns the lines of YAML that the README adds. */
  private static List<String> readmeEdit() throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../README.md")));
    assertThat(block.find()).isTrue();
    List<String> lines = block.group(1).lines().filter(line -> line.contains("expired")).toList();
    assertThat(lines).hasSize(4);
    return lines;
  }

  @Test
  void generate_stateWithoutARow_stopsTheBuild() throws IOException {
    String edited =
        document().replaceFirst("enum: \\[open, closed,", "enum: [open, archived, closed,");

    assertThatThrownBy(() -> Generated.from(SERVER, edited, directory))
        .hasMessageEndingWith(
            "SessionState: x-state-machine/transitions has no row for the state \"archived\"; give it one, or"
                + " \"archived: {}\" if nothing follows it");
  }

  @Test
  void generate_sumOfAnUnknownProperty_stopsTheBuild() throws IOException {
    String edited = document().replace("{property: quantity,", "{property: quantiy,");
    assertThat(edited).isNotEqualTo(document());

    assertThatThrownBy(() -> Generated.from(SERVER, edited, directory))
        .hasMessageContaining(
            "\"x-maximum-sum\" names \"quantiy\", which is not a numeric property of the list's items; did you mean \"quantity\"?");
  }

  @Test
  void generate_changedLimit_changesCodecAndAnnotation() throws IOException {
    String edited = document().replace("maxItems: 5\n", "maxItems: 6\n");
    assertThat(edited).isNotEqualTo(document());

    String model = Generated.from(CLIENT, edited, directory).source("model.NewCustomerSessionV2");

    assertThat(model).contains(".maxItems(6)").contains("@Size(max = 6)");
  }

  @Test
  void generate_operationsThatAreNotServed_areInTheTableOfTheStubOnly() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("stub"));
    Generated client = Generated.from(CLIENT, document(), directory);
    Generated stub = Generated.from(SERVER, document(), elsewhere);

    assertThat(stub.source("api.Dispatcher"))
        .contains("\"trackEventV2\"", "\"/v1/customer_profiles/{integrationId}/inventory\"");
    for (Generated side : List.of(client, stub)) {
      assertThat(side.source("api.ApiOperation")).doesNotContain("TRACK_EVENT", "Inventory");
      assertThat(side.source("api.CustomerProfilesApi"))
          .contains("updateCustomerProfile(")
          .doesNotContain("getCustomerInventory");
      assertThat(side.files()).noneMatch(file -> file.endsWith("/EventsApi.java"));
    }
    assertThat(client.files()).noneMatch(file -> file.endsWith("/Dispatcher.java"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIENT, SERVER})
  void generate_documentWithoutOperations_writesModelsOnly(String generator) throws IOException {
    String schemas =
        """
        openapi: 3.0.3
        info: {title: Menus, version: 1.0.0}
        paths: {}
        components:
          schemas:
            Menu: {type: object, properties: {name: {type: string}}}
        """;
    Generated generated = Generated.from(generator, schemas, directory);

    assertThat(generated.files().stream().filter(file -> file.endsWith(".java")))
        .containsExactlyInAnyOrder(
            "src/main/java/sample/model/Menu.java", "src/main/java/sample/model/package-info.java");
    generated.compile(generator.equals(CLIENT) ? 11 : 17);
  }

  @Test
  void generate_textsOfQueryBooleans_areThoseOfTheDocument() throws IOException {
    String operation = Generated.from(SERVER, document(), directory).source("api.ApiOperation");
    String strict =
        document().replaceFirst("(?m)^x-query-booleans:\n  'true': .*\n  'false': .*\n", "");
    assertThat(strict).isNotEqualTo(document());

    assertThat(operation.replaceAll("\\s", ""))
        .contains(
            ".accepting(List.of(\"1\",\"t\",\"T\",\"TRUE\",\"true\",\"True\"),"
                + "List.of(\"0\",\"f\",\"F\",\"FALSE\",\"false\",\"False\"))");
    assertThat(Generated.from(SERVER, strict, directory).source("api.ApiOperation"))
        .contains("Codecs.bool(")
        .doesNotContain(".accepting(");
  }

  @Test
  void generate_client_hasNoStaticMutableState() throws Exception {
    ClassLoader classes = Generated.from(CLIENT, document(), directory).compile(11);
    Generated generated = Generated.from(CLIENT, document(), directory);

    for (String file : generated.files()) {
      if (file.endsWith(".java") && !file.endsWith("package-info.java")) {
        String name =
            file.substring("src/main/java/".length(), file.length() - 5).replace('/', '.');
        for (java.lang.reflect.Field field :
            Class.forName(name, false, classes).getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers())) {
            assertThat(Modifier.isFinal(field.getModifiers())).as(field.toString()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void templates_andGenerators_doNotKnowTheDomain() throws IOException {
    try (var files = Files.walk(Path.of("src/main"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text =
            Files.readString(file)
                .replaceAll("io[./]customersession[./](codegen|contract|maven)", "")
                .toLowerCase(Locale.ROOT);
        assertThat(text).as(file.toString()).doesNotContain("customer").doesNotContain("talon");
      }
    }
  }
}
