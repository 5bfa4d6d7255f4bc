package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.violation.Violation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listed and excluded values and sets of properties, in the generated client and stub. */
class RestrictedValuesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: Restricted, version: 1.0.0}
      servers: [{url: 'https://api.example.com/v1'}]
      paths:
        /all:
          put:
            operationId: putAll
            tags: [Main]
            parameters:
              - {name: level, in: query, schema: {type: integer, enum: [1, 2]}}
              - {name: mixed, in: query, schema: {enum: [1, auto, true]}}
              - {name: X-Rate, in: header, schema: {type: number, const: 0.5}}
              - {name: levels, in: query, schema: {type: array, items: {enum: [1, 2]}}}
            requestBody:
              required: true
              content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}
            responses: {'204': {description: Done.}}
        /number:
          put:
            operationId: putNumber
            tags: [Main]
            requestBody:
              required: true
              content: {application/json: {schema: {type: integer, enum: [1, 2]}}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Level: {type: integer, enum: [1, 2, 3]}
          All:
            type: object
            properties:
              level: {$ref: '#/components/schemas/Level'}
              levels: {type: array, items: {$ref: '#/components/schemas/Level'}}
              byName: {type: object, additionalProperties: {$ref: '#/components/schemas/Level'}}
              mixedByName: {type: object, additionalProperties: {enum: [1, all, null]}}
              rate: {type: number, enum: [0.5, 10]}
              big: {type: integer, enum: [5000000000]}
              accepted: {type: boolean, const: true}
              version: {const: 2}
              optional: {type: [integer, 'null'], enum: [1, null]}
              mixed: {enum: [1, auto, true, null]}
              onlyTwo: {enum: [1, a]}
              list: {enum: [[1, 2], {a: 1}]}
              nothing: {type: 'null'}
              constantNull: {const: null}
              nothings: {type: array, items: {type: 'null'}}
              either: {oneOf: [{type: integer, enum: [1]}, {type: string, maxLength: 3}]}
              name: {type: string, not: {const: admin}}
              mail: {type: string, format: email}
              port: {type: integer, not: {enum: [80, 443.0]}}
              day: {type: string, format: date, not: {const: '2020-02-29'}}
              code: {allOf: [{type: string, pattern: '[a-z]', maxLength: 5}, {pattern: '[0-9]$'}, {pattern: '^.{3,}|^x'}]}
              kind: {allOf: [{type: string, enum: [car, bus, tram]}, {pattern: '^.a'}, {maxLength: 3}]}
              color: {type: string, enum: [red, green, blue], not: {enum: [blue, red]}}
              noText: {not: {type: string}}
              noWhole: {not: {type: [integer, boolean]}}
              notNull: {type: array, items: {not: {type: 'null'}}}
              notThese: {not: {anyOf: [{const: 1}, {type: object}]}}
              unrelated: {type: integer, not: {type: string}}
              open: {anyOf: [{required: [a]}, {required: [b, c]}]}
              pair: {$ref: '#/components/schemas/Pair'}
              merged: {allOf: [{$ref: '#/components/schemas/Base'}, {not: {required: [old]}}]}
              bare: {type: object, oneOf: [{required: [id]}, {required: [key]}]}
              secret: {$ref: '#/components/schemas/Secret'}
          Pair:
            type: object
            properties:
              id: {type: string}
              key: {type: string}
              zone: {type: [string, 'null']}
              note: {type: string}
            oneOf: [{required: [id]}, {required: [key, zone]}]
            anyOf: [{required: [note]}, {required: [zone]}]
            not: {required: [id, note, zone]}
          Base:
            type: object
            properties: {old: {type: string}, now: {type: string}}
          Secret:
            type: object
            properties:
              password: {type: string, writeOnly: true}
              token: {type: string, writeOnly: true}
            oneOf: [{required: [password]}, {required: [token]}]
      """;

  private static GeneratedPair pair;

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair = GeneratedPair.of(DOCUMENT, directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @SuppressWarnings("unchecked")
  private static ModelCodec<Model> codec(String side) throws Exception {
    return (ModelCodec<Model>)
        pair.load("pair." + side + ".model.All$Codec").getField("INSTANCE").get(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"level":3}
          {"mixedByName":{"a":"all","b":null,"c":1.0}}
          {"rate":10.00}
          {"big":5000000000}
          {"version":2}
          {"optional":null}
          {"mixed":null}
          {"mixed":"auto"}
          {"mixed":1.0}
          {"list":[1,2.0]}
          {"list":{"a":1}}
          {"nothing":null}
          {"nothings":[null]}
          {"either":1}
          {"name":"user"}
          {"mail":"no address"}
          {"code":"a b1"}
          {"code":"x1"}
          {"kind":"car"}
          {"color":"green"}
          {"noText":1}
          {"noWhole":0.5}
          {"notNull":[1]}
          {"notThese":"1"}
          {"unrelated":1}
          {"open":1}
          {"open":{"c":1,"b":null}}
          {"pair":{"id":"1","note":""}}
          {"pair":{"key":"1","zone":null}}
          {"merged":{"now":"a"}}
          {"bare":{"id":1}}
          {"secret":{"token":"a"}}
          """)
  void body_ofAllowedValues_isAccepted(String body) throws Exception {
    Model value = decoded(body).value();

    assertThat(pair.put("/all", body)).startsWith("204");
    if (!body.contains("null")) {
      // A response forgets explicit nulls.
      assertThat(codec("client").check(value).all()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"level":4} | /level | level must be one of the following: 1, 2, 3
          {"level":"3"} | /level | level must be an integer of 32 bits, not a string
          {"levels":[1,4]} | /levels/1 | levels[1] must be one of the following: 1, 2, 3
          {"byName":{"a":4}} | /byName/a | a must be one of the following: 1, 2, 3
          {"mixedByName":{"a":"any"}} | /mixedByName/a | a must be one of the following: 1, "all"
          {"rate":0.6} | /rate | rate must be one of the following: 0.5, 10
          {"big":5} | /big | big must be 5000000000
          {"accepted":false} | /accepted | accepted must be true
          {"version":3} | /version | version must be 2
          {"optional":2} | /optional | optional must be 1
          {"mixed":false} | /mixed | mixed must be one of the following: 1, "auto", true
          {"onlyTwo":null} | /onlyTwo | onlyTwo must not be null
          {"list":[1]} | /list | list must be one of the following: [1,2], {"a":1}
          {"nothing":1} | /nothing | nothing must be null, not a number
          {"constantNull":""} | /constantNull | constantNull must be null, not a string
          {"nothings":[null,0]} | /nothings/1 | nothings[1] must be null, not a number
          {"either":2} | /either | either
          {"name":"admin"} | /name | name must not be "admin"
          {"port":443} | /port | port must not be one of the following: 80, 443
          {"day":"2020-02-29"} | /day | day must not be "2020-02-29"
          {"code":"AB1"} | /code | code
          {"code":"abc"} | /code | code
          {"code":"a1"} | /code | code
          {"kind":"bus"} | /kind | kind must be one of the following: "car"
          {"kind":"tram"} | /kind | kind must be one of the following: "car"
          {"color":"blue"} | /color | color must be one of the following: "green"
          {"noText":"a"} | /noText | noText must not be a string
          {"noWhole":5.0} | /noWhole | noWhole must not be an integer
          {"noWhole":true} | /noWhole | noWhole must not be a boolean
          {"notNull":[null]} | /notNull/0 | notNull[0]
          {"notThese":1} | /notThese | notThese must not be 1
          {"notThese":{}} | /notThese | notThese must not be an object
          {"open":{"c":1}} | /open | open must have at least one of the following: a, b and c
          {"pair":{"key":"1","note":""}} | /pair | pair must have exactly one of the following: id, key and zone
          {"pair":{"id":"1"}} | /pair | pair must have at least one of the following: note, zone
          {"pair":{"id":"1","note":"","zone":"z"}} | /pair | pair must not have id and note and zone
          {"pair":{"id":"1","key":"","zone":"z"}} | /pair | pair must have exactly one of the following: id, key and zone
          {"merged":{"old":"a"}} | /merged | merged must not have old
          {"bare":{}} | /bare | bare must have exactly one of the following: id, key
          {"secret":{}} | /secret | secret must have exactly one of the following: password, token
          """)
  void body_ofOtherValues_isRefusedByStubAndClient(String body, String pointer, String details)
      throws Exception {
    Decoded<Model> decoded = decoded(body);

    assertThat(pair.put("/all", body).replace("\\", ""))
        .startsWith("400")
        .contains("\"pointer\":\"" + pointer + "\"")
        .contains(details);
    if (decoded.decodable() && !body.contains("null")) {
      assertThat(codec("client").check(decoded.value()).all())
          .as("the client, which checks before it sends")
          .extracting(Violation::location)
          .containsExactly(pointer);
    }
  }

  @Test
  void servers_ofTheDocument_areInNoPath() throws Exception {
    for (String side : List.of("client", "stub")) {
      assertThat(pair.operation(side, "putAll").path()).isEqualTo("/all");
    }
    assertThat(pair.put("/v1/all", "{}")).startsWith("404");
  }

  private static Decoded<Model> decoded(String body) throws Exception {
    return Json.decodeResponse(codec("client"), body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void types_areThoseOfTheSchema() throws Exception {
    Class<?> all = pair.load("pair.client.model.All");

    assertThat(all.getMethod("getLevel").getReturnType()).isEqualTo(Integer.class);
    assertThat(all.getMethod("getBig").getReturnType()).isEqualTo(Long.class);
    assertThat(all.getMethod("getAccepted").getReturnType()).isEqualTo(Boolean.class);
    assertThat(all.getMethod("getVersion").getReturnType()).isEqualTo(Integer.class);
    assertThat(all.getMethod("getMixed").getReturnType()).isEqualTo(Object.class);
  }

  @Test
  void response_withANewValue_isRead() throws Exception {
    Model value = decoded("{\"level\":9,\"mixed\":\"new\",\"secret\":{}}").value();

    Method getter = value.getClass().getMethod("getLevel");
    assertThat(getter.invoke(value)).isEqualTo(9);
    assertThat(codec("client").checkResponse(value).all())
        .extracting(Violation::location)
        .as("a server may not send them, but for secrets, which no response has")
        .containsExactly("/level", "/mixed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          level=2            | 204
          level=3            | level must be one of the following: 1, 2
          mixed=auto         | 204
          mixed=1            | 204
          mixed=2            | mixed must be one of the following: "1", "auto", "true"
          levels=1&levels=2  | 204
          levels=1&levels=3  | levels[1] must be one of the following: 1, 2
          """)
  void parameter_isChecked(String query, String expected) throws Exception {
    String response = pair.put("/all?" + query, "{}");

    assertThat(response.replace("\\", "")).contains(expected);
  }

  @Test
  void scalarBody_isChecked() throws Exception {
    assertThat(pair.put("/number", "2")).startsWith("204");
    assertThat(pair.put("/number", "3"))
        .startsWith("400")
        .contains("the body must be one of the following: 1, 2");
  }
}
