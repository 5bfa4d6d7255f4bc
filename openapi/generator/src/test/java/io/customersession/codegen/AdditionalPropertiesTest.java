package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code additionalProperties} in every form beside properties, over HTTP and in responses. */
class AdditionalPropertiesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: Labels, version: 1.0.0}
      paths:
      """
          + operation("closed")
          + operation("open")
          + operation("prices")
          + operation("lists")
          + operation("parts")
          + operation("inherited")
          + operation("patterns")
          + operation("nulls")
          + """
            components:
              schemas:
                Closed: {type: object, properties: {name: {type: string}}, additionalProperties: false}
                Open: {type: object, properties: {name: {type: string}}, additionalProperties: true}
                Prices:
                  type: object
                  required: [name]
                  properties: {name: {type: string}}
                  additionalProperties: {type: number, minimum: 1}
                Lists:
                  type: object
                  properties: {name: {type: string}}
                  additionalProperties: {type: [array, 'null'], items: {type: integer, format: int64}}
                Parts:
                  type: object
                  properties: {name: {type: string}}
                  additionalProperties: {type: object, required: [size], properties: {size: {type: integer}}}
                Inherited:
                  allOf: [{$ref: '#/components/schemas/Open'}, {properties: {size: {type: integer}}}]
                  unevaluatedProperties: false
                Patterns:
                  type: object
                  properties: {name: {type: string}}
                  patternProperties: {'^x': {type: string}}
                  additionalProperties: false
                Nulls:
                  type: object
                  properties:
                    texts: {type: array, items: {type: [string, 'null'], maxLength: 2}}
                    colors: {type: array, items: {anyOf: [{$ref: '#/components/schemas/Color'}, {type: 'null'}]}}
                    any: {type: array, items: {}}
                    none: {type: array, items: {type: string}}
                Color: {type: string, enum: [red]}
            """;

  private static GeneratedPair pair;

  private static String operation(String name) {
    String schema = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return """
             /NAME:
               put:
                 operationId: NAME
                 tags: [Main]
                 requestBody:
                   required: true
                   content: {application/json: {schema: {$ref: '#/components/schemas/SCHEMA'}}}
                 responses: {'204': {description: Done.}}
           """
        .replace("NAME", name)
        .replace("SCHEMA", schema);
  }

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair = GeneratedPair.of(DOCUMENT, directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          closed    | {"name":"a"}                     | 204
          closed    | {"name":"a","x":1}               | /x The property \\"x\\" is not defined on Closed.
          open      | {"name":"a","x":[1,{"y":null}]}  | 204
          open      | {"name":"a","x":null}            | 204
          prices    | {"name":"a","x":1.50,"y":2}      | 204
          prices    | {"name":"a","x":"1"}             | /x x must be a number, not a string
          prices    | {"name":"a","x":0.5}             | /x x must be at least 1
          prices    | {"name":"a","x":null}            | /x x must not be null
          prices    | {"x":2}                          | /name name is required
          lists     | {"name":"a","x":[1],"y":null}    | 204
          lists     | {"x":[1,"2"]}                    | /x/1 x[1] must be an integer of 64 bits, not a string
          parts     | {"x":{"size":1}}                 | 204
          parts     | {"x":{}}                         | /x/size size is required
          inherited | {"name":"a","size":1}            | 204
          inherited | {"name":"a","x":1}               | /x The property \\"x\\" is not defined on Inherited.
          patterns  | {"xa":"1"}                       | 204
          nulls     | {"texts":["a",null]}             | 204
          nulls     | {"texts":[null,"abc"]}           | /texts/1 texts[1] must be at most 2 characters long
          nulls     | {"colors":[null,"red"]}          | 204
          nulls     | {"colors":[null,"blue"]}         | /colors/1 colors[1] must be
          nulls     | {"any":[null,1]}                 | 204
          nulls     | {"none":[null]}                  | /none/0 none[0] must be
          """)
  void request_withPropertiesThatAreNotDeclared_isCheckedByTheirSchema(
      String operation, String body, String result) throws Exception {
    String response = pair.put("/" + operation, body);

    if (result.equals("204")) {
      assertThat(response).isEqualTo("204 ");
    } else {
      String pointer = result.substring(0, result.indexOf(' '));
      assertThat(response)
          .startsWith("400 ")
          .contains("\"pointer\":\"" + pointer + "\"")
          .contains(result.substring(pointer.length() + 1));
    }
  }

  @Test
  void values_ofPropertiesThatAreNotDeclared_arriveTyped() throws Exception {
    Object builder = builder("Prices");
    call(builder, "name", "a");
    call(builder, "additionalProperty", "x", new BigDecimal("1.50"));
    Model sent = (Model) call(builder, "build");
    try (ApiClient client = pair.client().build()) {
      pair.send(client, "prices", sent);
    }

    Object arrived = pair.received().get(0);
    assertThat(arrived).hasToString("{\"name\":\"a\",\"x\":1.50}");
    assertThat(call(arrived, "additionalProperties"))
        .isEqualTo(Map.of("x", new BigDecimal("1.50")));
    assertThat(
            arrived.getClass().getMethod("additionalProperties").getGenericReturnType().toString())
        .isEqualTo("java.util.Map<java.lang.String, java.math.BigDecimal>");
  }

  @Test
  void values_ofAnyType_areKept() throws Exception {
    pair.put("/" + "open", "{\"name\":\"a\",\"x\":[1,{\"y\":null}]}");

    assertThat(pair.received().get(0)).hasToString("{\"name\":\"a\",\"x\":[1,{\"y\":null}]}");
  }

  @Test
  void items_thatMayBeNull_areReadWrittenAndChecked() throws Exception {
    String body = "{\"texts\":[\"a\",null],\"colors\":[null,\"red\"],\"any\":[null,1]}";
    pair.put("/" + "nulls", body);

    assertThat(pair.received().get(0)).hasToString(body);
    Object builder = builder("Nulls");
    call(builder, "texts", Arrays.asList("abc", null));
    assertThat(violations("Nulls", call(builder, "build")))
        .singleElement()
        .asString()
        .contains("must be at most 2 characters long");
  }

  @Test
  void response_withAPropertyThatAClosedSchemaDoesNotDeclare_isAViolation() throws Exception {
    byte[] body = "{\"name\":\"a\",\"x\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(Json.decodeResponse(codec("Closed"), body).violations())
        .singleElement()
        .asString()
        .contains("/x", "is not defined on Closed");
  }

  @Test
  void check_ofABuiltValue_findsPropertiesThatAreNotAllowed() throws Exception {
    Object closed = builder("Closed");
    call(closed, "additionalProperty", "x", 1);
    Object prices = builder("Prices");
    call(prices, "name", "a");
    call(prices, "additionalProperty", "x", BigDecimal.ZERO);

    assertThat(violations("Closed", call(closed, "build")))
        .singleElement()
        .asString()
        .contains("is not defined on Closed");
    assertThat(violations("Prices", call(prices, "build")))
        .singleElement()
        .asString()
        .contains("x must be at least 1");
  }

  @SuppressWarnings("unchecked")
  private static List<?> violations(String model, Object value) throws Exception {
    return ((ModelCodec<Object>) codec(model)).check(value).all();
  }

  private static ModelCodec<?> codec(String model) throws Exception {
    return (ModelCodec<?>)
        pair.load("pair.client.model." + model + "$Codec").getField("INSTANCE").get(null);
  }

  private static Object builder(String model) throws Exception {
    return pair.load("pair.client.model." + model).getMethod("builder").invoke(null);
  }

  private static Object call(Object target, String name, Object... arguments) throws Exception {
    for (java.lang.reflect.Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }
}
