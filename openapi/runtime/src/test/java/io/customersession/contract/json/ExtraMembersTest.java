package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtraMembersTest {
  private static final PropertyTable PROPERTIES = PropertyTable.of("Order", "note");

  private ExtraMembers extras;

  /** Reads objects as generated code does. */
  private static final class OrderCodec implements JsonCodec<String> {
    @Override
    public @Nullable String read(JsonInput in) {
      if (!in.beginObject(PROPERTIES.schemaPath())) {
        return null;
      }
      Map<String, Object> unknown = new HashMap<>();
      for (int member = in.nextMember(PROPERTIES, 0);
          member >= 0;
          member = in.nextMember(PROPERTIES, member + 1)) {
        if (member == 0) {
          if (in.take(PROPERTIES, 0)) {
            in.any();
          }
        } else {
          in.unknown(PROPERTIES, unknown);
        }
      }
      return "order";
    }

    @Override
    public void write(JsonOutput out, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(String value, Violations violations) {}
  }

  private List<String> read(String json) {
    extras = new ExtraMembers(Map.of("Order", Map.of("strict", Codecs.bool("#/strict"))));
    return Json.decodeRequest(
            new OrderCodec(), json.getBytes(StandardCharsets.UTF_8), new Violations(), extras)
        .violations()
        .stream()
        .map(Violation::details)
        .toList();
  }

  @Test
  void get_memberThatTheServerDeclares_returnsItsValue() {
    assertThat(read("{\"note\":\"x\",\"strict\":true}")).isEmpty();
    assertThat(extras.get("Order", "strict")).isEqualTo(true);
    assertThat(extras.get("Order", "note")).isNull();
  }

  @Test
  void decodeRequest_invalidMembers_areReportedLikeDeclaredOnes() {
    assertThat(read("{\"strict\":\"yes\"}"))
        .containsExactly("strict must be a boolean, not a string");
    assertThat(read("{\"strict\":null}")).containsExactly("strict must not be null");
    assertThat(read("{\"strict\":true,\"strict\":true}"))
        .containsExactly("strict is given more than once");
    assertThat(read("{\"mood\":1}"))
        .containsExactly("The property \"mood\" is not defined on Order.");
  }
}
