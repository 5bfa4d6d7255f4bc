package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties that are required and may be null: in builders, over HTTP and in responses. */
class RequiredNullsTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Orders, version: 1.0.0}
      paths:
        /orders:
          put:
            operationId: putOrder
            tags: [Main]
            requestBody:
              required: true
              content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Order:
            type: object
            required: [note, tags, closedAt]
            properties:
              note: {type: string, nullable: true, maxLength: 3}
              tags: {type: array, nullable: true, items: {type: string}}
              closedAt: {type: string, nullable: true, readOnly: true}
              optional: {type: string, nullable: true}
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

  private static Object set(Object builder, String name, Object value) throws Exception {
    return Arrays.stream(builder.getClass().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .invoke(builder, value);
  }

  private static Object builder() throws Exception {
    return pair.load("pair.client.model.Order").getMethod("builder").invoke(null);
  }

  private static Model build(Object builder) throws Exception {
    try {
      return (Model) builder.getClass().getMethod("build").invoke(builder);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Object get(Object model, String getter) throws Exception {
    return model.getClass().getMethod(getter).invoke(model);
  }

  @SuppressWarnings("unchecked")
  private static ModelCodec<Model> codec(String side) throws Exception {
    return (ModelCodec<Model>)
        pair.load("pair." + side + ".model.Order$Codec").getField("INSTANCE").get(null);
  }

  @Test
  void null_ofARequiredProperty_isSentAndReceived() throws Exception {
    Model order = build(set(set(builder(), "note", null), "tags", null));

    assertThat(order).hasToString("{\"note\":null,\"tags\":null}");
    pair.send("putOrder", order);

    Object received = pair.received().get(0);
    assertThat(get(received, "getNote")).isNull();
    assertThat(get(received, "getTags")).isNull();
    assertThat(received).hasToString("{\"note\":null,\"tags\":null}");
  }

  @Test
  void value_afterNull_replacesIt() throws Exception {
    Object builder = set(set(builder(), "note", null), "tags", null);

    assertThat(build(set(builder, "note", "a"))).hasToString("{\"note\":\"a\",\"tags\":null}");
    assertThat(build(get(build(builder), "toBuilder"))).isEqualTo(build(builder));
  }

  @Test
  void build_withoutARequiredProperty_isRefused() throws Exception {
    Object builder = set(builder(), "note", null);

    assertThatThrownBy(() -> build(builder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Order.tags is required, but absent; it may be null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"tags":null}                   | 400 /note
          {"note":null}                   | 400 /tags
          {"note":"long","tags":null}     | 400 /note
          {"note":null,"tags":null}       | 204
          {"note":"a","tags":["b"]}       | 204
          """)
  void request_isCheckedForBoth(String body, String expected) throws Exception {
    String response = pair.put("/orders", body);

    assertThat(response).startsWith(expected.substring(0, 3));
    if (expected.length() > 3) {
      assertThat(response).contains("\"pointer\":\"" + expected.substring(4) + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "stub"})
  void response_keepsRequiredNulls_andForgetsOthers(String side) throws Exception {
    String text = "{\"note\":null,\"tags\":null,\"closedAt\":null,\"optional\":null}";

    Model order = Json.decodeResponse(codec(side), text.getBytes(StandardCharsets.UTF_8)).value();

    assertThat(get(order, "getClosedAt")).isNull();
    assertThat(order).hasToString("{\"note\":null,\"tags\":null,\"closedAt\":null}");
    assertThat(codec(side).checkResponse(order).all()).isEmpty();
  }

  @Test
  void response_withoutARequiredProperty_breaksTheDocument() throws Exception {
    byte[] text = "{\"note\":null,\"tags\":null}".getBytes(StandardCharsets.UTF_8);

    Model order = Json.decodeResponse(codec("stub"), text).value();

    assertThat(codec("stub").checkResponse(order).all())
        .singleElement()
        .hasToString(
            "pointer /closedAt: closedAt is required [#/components/schemas/Order/required]");
  }
}
