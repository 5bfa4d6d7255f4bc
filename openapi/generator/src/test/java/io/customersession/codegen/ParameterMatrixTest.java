package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parameters of each location, style and type go from the generated client to the generated stub.
 */
class ParameterMatrixTest {
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "text", "{type: string, maxLength: 9}",
          "number", "{type: integer, maximum: 100}",
          "decimal", "{type: number, multipleOf: 0.5}",
          "flag", "{type: boolean}",
          "enum", "{$ref: '#/components/schemas/Extent'}",
          "numbers", "{type: array, minItems: 2, maxItems: 3, items: {type: integer, maximum: 99}}",
          "texts", "{type: array, uniqueItems: true, items: {type: string, minLength: 1}}",
          "object", "{$ref: '#/components/schemas/Color'}",
          "map", "{type: object, maxProperties: 2, additionalProperties: {type: integer}}",
          "free", "{type: object}");

  /**
   * Each row has a value with its text on the wire, and a value with its violation. The first are
   * the examples of OpenAPI and RFC 6570 where they have one.
   */
  private static final String ROWS =
      """
      path | simple | false | text | "a b/c,d" | a%20b%2Fc%2Cd | "0123456789" | p must be at most 9 characters long
      path | simple | false | number | 7 | 7 | 101 | p must be at most 100
      path | simple | true | enum | "small" | small | "tiny" | p must be one of the following: "small", "very large"
      path | simple | false | numbers | [3,4,5] | 3,4,5 | [3] | p must have at least 2 items
      path | simple | true | texts | ["a,b","c"] | a%2Cb,c | ["a","a"] | p must not have the same item twice
      path | simple | false | object | {"R":100,"G":200} | R,100,G,200 | {"R":256} | p[R] must be at most 255
      path | simple | true | object | {"R":100,"G":200} | R=100,G=200 | {"R":256} | p[R] must be at most 255
      path | simple | true | map | {"a=b":1} | a%3Db=1 | {"a":1,"b":2,"c":3} | p must have at most 2 members
      path | label | false | text | "blue" | .blue | "0123456789" | p must be at most 9 characters long
      path | label | false | decimal | 1.5 | .1.5 | 1.7 | p must be a multiple of 0.5
      path | label | false | texts | ["blue","black"] | .blue,black | ["a","a"] | p must not have the same item twice
      path | label | true | texts | ["blue","b.w"] | .blue.b%2Ew | ["a","a"] | p must not have the same item twice
      path | label | false | object | {"R":100,"G":200} | .R,100,G,200 | {"G":256} | p[G] must be at most 255
      path | label | true | object | {"R":100,"G":200} | .R=100.G=200 | {"G":256} | p[G] must be at most 255
      path | matrix | false | text | "blue" | ;p=blue | "0123456789" | p must be at most 9 characters long
      path | matrix | true | number | 7 | ;p=7 | 101 | p must be at most 100
      path | matrix | false | numbers | [3,4] | ;p=3,4 | [3,100] | p[1] must be at most 99
      path | matrix | true | numbers | [3,4] | ;p=3;p=4 | [3,100] | p[1] must be at most 99
      path | matrix | false | object | {"R":100,"G":200} | ;p=R,100,G,200 | {"R":256} | p[R] must be at most 255
      path | matrix | true | object | {"R":100,"G":200} | ;R=100;G=200 | {"R":256} | p[R] must be at most 255
      query | form | true | text | "a b&c+d/é" | p=a%20b%26c%2Bd%2F%C3%A9 | "0123456789" | p must be at most 9 characters long
      query | form | true | number | 7 | p=7 | 101 | p must be at most 100
      query | form | true | decimal | 2.5 | p=2.5 | 1.7 | p must be a multiple of 0.5
      query | form | true | flag | true | p=true | - | -
      query | form | true | enum | "very large" | p=very%20large | "tiny" | p must be one of the following: "small", "very large"
      query | form | true | numbers | [3,4] | p=3&p=4 | [1,2,3,4] | p must have at most 3 items
      query | form | false | numbers | [3,4] | p=3,4 | [1,2,3,4] | p must have at most 3 items
      query | form | true | texts | ["a,b","c"] | p=a%2Cb&p=c | ["a","a"] | p must not have the same item twice
      query | form | false | texts | ["a,b","c"] | p=a%2Cb,c | ["a",""] | p[1] must be at least 1 character long
      query | form | true | object | {"R":100,"G":200,"names":["x","y"]} | R=100&G=200&names=x&names=y | {"R":256} | p[R] must be at most 255
      query | form | false | object | {"R":100,"G":200,"names":["x","y"]} | p=R,100,G,200,names,x%2Cy | {"R":256} | p[R] must be at most 255
      query | form | true | map | {"a":1,"b":2} | a=1&b=2 | {"a":1,"b":2,"c":3} | p must have at most 2 members
      query | form | false | map | {"a":1,"b":2} | p=a,1,b,2 | {"a":1,"b":2,"c":3} | p must have at most 2 members
      query | form | true | free | {"a":"1","b":["x","y"]} | a=1&b=x&b=y | - | -
      query | spaceDelimited | false | numbers | [3,4] | p=3%204 | [3,100] | p[1] must be at most 99
      query | spaceDelimited | true | numbers | [3,4] | p=3&p=4 | [3,100] | p[1] must be at most 99
      query | spaceDelimited | false | object | {"R":100,"G":200} | p=R%20100%20G%20200 | {"R":256} | p[R] must be at most 255
      query | pipeDelimited | false | texts | ["blue","black"] | p=blue%7Cblack | ["a","a"] | p must not have the same item twice
      query | pipeDelimited | false | object | {"R":100,"G":200} | p=R%7C100%7CG%7C200 | {"R":256} | p[R] must be at most 255
      query | deepObject | true | object | {"R":100,"names":["x","y"]} | p%5BR%5D=100&p%5Bnames%5D=x&p%5Bnames%5D=y | {"R":256} | p[R] must be at most 255
      query | deepObject | true | map | {"a":1,"b":2} | p%5Ba%5D=1&p%5Bb%5D=2 | {"a":1,"b":2,"c":3} | p must have at most 2 members
      query | deepObject | true | free | {"a":{"b":{"c":"1"}}} | p%5Ba%5D%5Bb%5D%5Bc%5D=1 | - | -
      query | deepObject | true | numbers | [3,4] | p%5B%5D=3&p%5B%5D=4 | [3,100] | p[1] must be at most 99
      query | content | - | object | {"R":100,"names":["x"]} | p=%7B%22R%22%3A100%2C%22names%22%3A%5B%22x%22%5D%7D | {"R":256} | p[R] must be at most 255
      query | content | - | numbers | [3,4] | p=%5B3%2C4%5D | [3,100] | p[1] must be at most 99
      header | simple | false | text | "a, b" | a, b | "0123456789" | p must be at most 9 characters long
      header | simple | false | flag | false | false | - | -
      header | simple | false | numbers | [3,4] | 3,4 | [3] | p must have at least 2 items
      header | simple | true | texts | ["x","y"] | x,y | ["a","a"] | p must not have the same item twice
      header | simple | false | object | {"R":100,"G":200} | R,100,G,200 | {"R":256} | p[R] must be at most 255
      header | simple | true | object | {"R":100,"G":200} | R=100,G=200 | {"R":256} | p[R] must be at most 255
      header | content | - | object | {"R":100} | {"R":100} | {"R":256} | p[R] must be at most 255
      cookie | form | true | text | "a b;c" | p=a%20b%3Bc | "0123456789" | p must be at most 9 characters long
      cookie | form | true | number | 7 | p=7 | 101 | p must be at most 100
      cookie | form | true | numbers | [3,4] | p=3; p=4 | [3] | p must have at least 2 items
      cookie | form | false | numbers | [3,4] | p=3,4 | [3] | p must have at least 2 items
      cookie | form | true | object | {"R":100,"G":200} | R=100; G=200 | {"R":256} | p[R] must be at most 255
      cookie | form | false | object | {"R":100,"G":200} | p=R,100,G,200 | {"R":256} | p[R] must be at most 255
      cookie | content | - | object | {"R":100} | p=%7B%22R%22%3A100%7D | {"R":256} | p[R] must be at most 255
      """;

  private static final String COMPONENTS =
      """
      components:
        schemas:
          Extent: {type: string, enum: [small, very large]}
          Color:
            type: object
            properties:
              R: {type: integer, maximum: 255}
              G: {type: integer, maximum: 255}
              names: {type: array, items: {type: string}}
      """;

  @TempDir private Path directory;

  @Test
  void parameter_ofEachStyle_isSentAsDeclared_andReceivedEqual() throws Exception {
    List<String[]> rows = ROWS.lines().map(line -> line.split(" \\| ", -1)).toList();
    List<String> found = new ArrayList<>();

    try (GeneratedPair pair = GeneratedPair.of(document(rows), directory)) {
      for (int i = 0; i < rows.size(); i++) {
        String[] row = rows.get(i);
        ApiCall<?> call = pair.call("op" + i, value(pair, i, row[4]));
        String refused = violation(pair, i, value(pair, i, row[4]));
        List<Object> received = pair.received();
        String violation = row[6].equals("-") ? "-" : violation(pair, i, value(pair, i, row[6]));
        found.add(
            String.join(
                " | ",
                String.join(" | ", List.of(row).subList(0, 4)),
                received.isEmpty() ? refused : json(pair, i, received.get(0)),
                wire(call, i),
                row[6],
                violation));
      }
    }

    assertThat(String.join("\n", found) + "\n").isEqualTo(ROWS);
  }

  private static String document(List<String[]> rows) {
    StringBuilder text =
        new StringBuilder("openapi: 3.0.3\ninfo: {title: Matrix, version: 1.0.0}\npaths:\n");
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      String schema = SCHEMAS.get(row[3]);
      String how =
          row[1].equals("content")
              ? "content: {application/json: {schema: " + schema + "}}"
              : "style: " + row[1] + ", explode: " + row[2] + ", schema: " + schema;
      text.append("  /t").append(i).append(row[0].equals("path") ? "/{p}" : "");
      text.append(":\n    get:\n      operationId: op").append(i).append("\n      tags: [Main]\n");
      text.append("      parameters: [{name: p, required: true, in: ").append(row[0]);
      text.append(", ").append(how).append("}]\n");
      text.append("      responses: {'204': {description: Done.}}\n");
    }
    return text + COMPONENTS;
  }

  /** Returns a value of the client's type, without checking it. */
  private static Object value(GeneratedPair pair, int row, String json) throws Exception {
    JsonCodec<?> codec = parameter(pair, "client", row).valueCodec();
    Object value =
        Json.decodeRequest(codec, json.getBytes(StandardCharsets.UTF_8), new Violations()).value();
    assertThat(value).as("row " + row).isNotNull();
    return value;
  }

  private static Parameter parameter(GeneratedPair pair, String side, int row) throws Exception {
    return pair.operation(side, "op" + row).parameters().get(0);
  }

  @SuppressWarnings("unchecked")
  private static String json(GeneratedPair pair, int row, Object value) throws Exception {
    JsonCodec<Object> codec = (JsonCodec<Object>) parameter(pair, "stub", row).valueCodec();
    return new String(Json.encode(codec, value), StandardCharsets.UTF_8);
  }

  private static String wire(ApiCall<?> call, int row) {
    String start = "/t" + row + "/";
    return call.path().startsWith(start)
        ? call.path().substring(start.length())
        : call.query() + String.join("", call.headers().values());
  }

  /** Returns the details of the only violation of a value that the client does not check. */
  private static String violation(GeneratedPair pair, int row, Object value) throws Exception {
    try {
      pair.send("op" + row, value);
      return "accepted";
    } catch (ApiException e) {
      String body = String.valueOf(e.bodyText()).replace("\\\"", "\"");
      String start = "{\"message\":\"The submitted data was invalid\",\"errors\":[{\"details\":\"";
      String end = "\",\"parameter\":\"p\"}]}";
      return body.startsWith(start) && body.endsWith(end)
          ? body.substring(start.length(), body.length() - end.length())
          : e.status() + " " + body;
    }
  }
}
