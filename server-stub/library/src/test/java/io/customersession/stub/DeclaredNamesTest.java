package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.customersession.contract.json.Json;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Wherever a request has a property that is not declared, the violation carries the names that the
 * document declares there, which suggestions are chosen from.
 */
class DeclaredNamesTest {
  private static final String UNDECLARED = "not-declared";
  private static final String CONTRACT =
      System.getProperty("contract.document", "../../openapi/contract/customer-session.yaml");

  @Test
  void namesOfTheSessionApi_areThoseOfTheDocument() throws IOException {
    assertThat(check(CONTRACT, io.customersession.stub.api.ApiOperation.values()))
        .contains("CartItem", "NewReturn", "CustomerProfileRequest")
        .hasSizeGreaterThan(10);
  }

  @Test
  void namesOfTheControlApi_areThoseOfTheDocument() throws IOException {
    assertThat(
            check(
                "../../openapi/stub-control/src/main/openapi/stub-control.yaml",
                io.customersession.contract.control.api.ApiOperation.values()))
        .contains("Settings", "FaultRule", "ExchangeFilter");
    assertThat(
            check(
                "src/main/openapi/session-control.yaml",
                io.customersession.stub.control.api.ApiOperation.values()))
        .contains("Seeds", "Seed");
  }

  /** Returns the names of the schemas that request bodies of an API lead to. */
  private static Set<String> check(String document, Operation... operations) throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    Map<?, ?> root = new Yaml().load(Files.readString(Path.of(document)));
    for (Object item : map(root.get("paths")).values()) {
      for (Object declared : map(item).values()) {
        if (declared instanceof Map<?, ?> operation && operation.get("requestBody") != null) {
          Map<?, ?> body = followed(root, map(operation.get("requestBody")));
          Object schema = map(map(body.get("content")).get("application/json")).get("schema");
          for (Operation each : operations) {
            if (each.id().equals(operation.get("operationId"))) {
              check(root, each, map(schema), List.of(), new HashSet<>(), seen);
            }
          }
        }
      }
    }
    return seen;
  }

  /**
   * Checks a schema and those that it leads to.
   *
   * @param steps how a body leads to it: names of members, and 0 for the first item of a list
   */
  private static void check(
      Map<?, ?> root,
      Operation operation,
      Map<?, ?> declared,
      List<Object> steps,
      Set<String> entered,
      Set<String> seen) {
    Map<?, ?> schema = declared;
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.replaceFirst(".*/", "");
      if (!entered.add(name)) {
        return;
      }
      seen.add(name);
      schema = followed(root, schema);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      assertThat(allowed(operation, steps))
          .as("%s at %s", operation.id(), steps)
          .containsExactlyElementsOf(properties.keySet().stream().map(String::valueOf).toList());
      properties.forEach(
          (name, property) -> {
            if (!Boolean.TRUE.equals(map(property).get("readOnly"))) {
              check(
                  root, operation, map(property), with(steps, name), new HashSet<>(entered), seen);
            }
          });
    } else if (schema.get("items") != null) {
      check(root, operation, map(schema.get("items")), with(steps, 0), entered, seen);
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      check(root, operation, values, with(steps, "any"), entered, seen);
    }
  }

  /** Returns the names that are declared where a body has a property that is not. */
  private static List<String> allowed(Operation operation, List<Object> steps) {
    JsonObject innermost = new JsonObject();
    innermost.add(UNDECLARED, new JsonPrimitive(1));
    JsonElement body = innermost;
    for (int i = steps.size() - 1; i >= 0; i--) {
      JsonElement inner = body;
      if (steps.get(i) instanceof Integer) {
        JsonArray list = new JsonArray();
        list.add(inner);
        body = list;
      } else {
        JsonObject object = new JsonObject();
        object.add(steps.get(i).toString(), inner);
        body = object;
      }
    }
    byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
    List<Violation> unknown =
        Json.decodeRequest(operation.requestBody(), text, new Violations()).violations().stream()
            .filter(violation -> violation.rule() == Rule.UNKNOWN)
            .toList();
    assertThat(unknown).as("%s: %s", operation.id(), body).hasSize(1);
    return unknown.get(0).allowed();
  }

  private static List<Object> with(List<Object> steps, Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }

  private static Map<?, ?> followed(Map<?, ?> root, Map<?, ?> part) {
    Map<?, ?> target = part;
    if (part.get("$ref") instanceof String reference) {
      target = root;
      for (String step : reference.substring("#/".length()).split("/", -1)) {
        target = map(target.get(step));
      }
    }
    return target;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }
}
