package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.codegen.SchemaSamples.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which differences between what is sent and what arrives do not count. */
class JsonEqualityTest {
  private static final Map<String, Object> TEXT = Map.of("type", "string", "nullable", true);
  private static final Map<String, Object> OBJECT =
      Map.of(
          "type", "object",
          "required", List.of("must"),
          "properties", Map.of("must", TEXT, "may", TEXT));

  private final JsonEquality requests =
      new JsonEquality(new SchemaView(Map.of()), Direction.REQUEST);
  private final JsonEquality responses =
      new JsonEquality(new SchemaView(Map.of()), Direction.RESPONSE);

  @Test
  void nulls_ofOptionalProperties_mayArriveAsAbsent() {
    assertThat(responses.isEqual(OBJECT, "{\"must\":\"a\",\"may\":null}", "{\"must\":\"a\"}"))
        .isTrue();
    assertThat(responses.isEqual(OBJECT, "{\"must\":\"a\"}", "{\"must\":\"a\",\"may\":null}"))
        .isFalse();
  }

  @Test
  void nulls_ofRequiredPropertiesItemsAndMembers_haveToArrive() {
    Map<String, Object> list = Map.of("type", "array", "items", TEXT);
    Map<String, Object> map = Map.of("type", "object", "additionalProperties", TEXT);

    assertThat(responses.isEqual(OBJECT, "{\"must\":null}", "{}")).isFalse();
    assertThat(responses.isEqual(list, "[null]", "[]")).isFalse();
    assertThat(responses.isEqual(map, "{\"a\":null}", "{}")).isFalse();
    assertThat(responses.isEqual(Map.of(), "{\"a\":null}", "{}")).isFalse();
  }

  @Test
  void undeclaredMembers_ofRequestsOnly_mayArriveAsAbsent() {
    String sent = "{\"must\":\"a\",\"other\":1}";

    assertThat(requests.isEqual(OBJECT, sent, "{\"must\":\"a\"}")).isTrue();
    assertThat(responses.isEqual(OBJECT, sent, "{\"must\":\"a\"}")).isFalse();
  }

  @Test
  void numbersTimesAndUuids_areComparedByTheirMeaning() {
    assertThat(requests.isEqual(Map.of(), "[1.50]", "[1.5]")).isTrue();
    assertThat(requests.isEqual(Map.of(), "[1.50]", "[1.51]")).isFalse();
    String time = "[\"2026-11-27T10:15:30Z\"]";
    assertThat(requests.isEqual(Map.of(), time, "[\"2026-11-27T11:15:30+01:00\"]")).isTrue();
    String uuid = "[\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"]";
    assertThat(requests.isEqual(Map.of(), uuid, uuid.toLowerCase(Locale.ROOT))).isTrue();
    assertThat(requests.isEqual(Map.of(), "[\"A\"]", "[\"a\"]")).isFalse();
  }
}
