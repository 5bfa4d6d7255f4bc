package io.customersession.contract.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaPathsTest {
  private static OperationDefinition.Builder operation() {
    return OperationDefinition.builder("putOrder", "PUT", "/orders/{id}");
  }

  private static List<String> pathsOf(ScalarCodec<?> codec, String text) {
    Parameter parameter =
        operation().parameter(Parameter.query("q", codec)).build().parameters().get(0);
    Violations violations = new Violations();
    parameter.codec().parse(text, violations);
    return violations.all().stream().map(Violation::rulePath).toList();
  }

  private static List<String> pathsOf(JsonCodec<?> codec, String json) {
    JsonCodec<?> body = operation().requestBody(codec, true).build().requestBody();
    return Json.decodeRequest(
            Objects.requireNonNull(body), json.getBytes(StandardCharsets.UTF_8), new Violations())
        .violations()
        .stream()
        .map(Violation::rulePath)
        .toList();
  }

  @Test
  void violationsOfAParameter_nameItsSchema() {
    String schema = "#/paths/~1orders~1{id}/put/parameters/q/schema";
    assertThat(pathsOf(Codecs.string("").minLength(2), "x")).containsExactly(schema + "/minLength");
    assertThat(pathsOf(Codecs.int32("").minimum("1", false), "0"))
        .containsExactly(schema + "/minimum");
    assertThat(pathsOf(Codecs.bool(""), "x")).containsExactly(schema + "/type");
    assertThat(pathsOf(Codecs.date(""), "x")).containsExactly(schema + "/format");
  }

  @Test
  void violationsOfANamedSchema_nameThatSchema() {
    assertThat(pathsOf(Codecs.uuid("#/components/schemas/Id"), "x"))
        .containsExactly("#/components/schemas/Id/format");
  }

  @Test
  void violationsInAnInlineBody_nameTheirPlaceInIt() {
    String body = "#/paths/~1orders~1{id}/put/requestBody";
    assertThat(
            pathsOf(
                Codecs.list("", Codecs.string("/items").maxLength(1)).maxItems(1), "[\"xx\", 1]"))
        .containsExactlyInAnyOrder(
            body + "/items/maxLength", body + "/items/type", body + "/maxItems");
    assertThat(
            pathsOf(
                Codecs.map("", Codecs.int64("/additionalProperties")).maxProperties(0),
                "{\"a\":\"x\"}"))
        .containsExactlyInAnyOrder(body + "/additionalProperties/type", body + "/maxProperties");
  }
}
