package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A union of two lists of itself and a number, which nothing but the whole value tells apart. */
class UnionCodecTest {
  private static final int DEPTH = 150;

  /** The number of numbers read. */
  private static final AtomicInteger READ = new AtomicInteger();

  private static final JsonCodec<Integer> NUMBER =
      new JsonCodec<>() {
        private final JsonCodec<Integer> codec = Codecs.int32("#/number");

        @Override
        public @Nullable Integer read(JsonInput in) {
          READ.incrementAndGet();
          return codec.read(in);
        }

        @Override
        public void write(JsonOutput out, Integer value) {
          codec.write(out, value);
        }

        @Override
        public void check(Integer value, Violations violations) {
          codec.check(value, violations);
        }
      };

  private static final UnionTable<Node> NODES =
      UnionTable.<Node>anyOf("Node", "#/components/schemas/Node")
          .branch(
              "Pair", Codecs.list("#/pair", Node.CODEC).minItems(2), value -> new Node(0, value))
          .branch("Nodes", Codecs.list("#/nodes", Node.CODEC), value -> new Node(1, value))
          .branch("Number", Codecs.list("#/numbers", NUMBER), value -> new Node(2, value))
          .unknown(value -> new Node(-1, value));

  /** A value of the union. */
  private static final class Node extends Union {
    static final UnionCodec<Node> CODEC =
        new UnionCodec<>() {
          @Override
          protected UnionTable<Node> table() {
            return NODES;
          }
        };

    private final Object value;

    Node(int branch, Object value) {
      super(branch);
      this.value = value;
    }

    @Override
    public Object value() {
      return value;
    }

    @Override
    public ModelCodec<?> codec() {
      return CODEC;
    }
  }

  @Test
  void read_ofDeeplyNestedUnions_readsEachValueOnceAsEachSchema() {
    READ.set(0);
    String text = "[".repeat(DEPTH) + "7" + "]".repeat(DEPTH);

    Decoded<Node> decoded = Json.decodeResponse(Node.CODEC, text.getBytes(StandardCharsets.UTF_8));

    assertThat(String.valueOf(decoded.value())).isEqualTo(text);
    assertThat(READ.get()).isBetween(1, 2 * DEPTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[1,2]", "[[1],[2,3]]", "{\"a\":[1.50,null,true,\"x\"],\"b\":{}}", "\"t\""})
  void read_ofAResponse_isWrittenAsItCame(String text) {
    Decoded<Node> decoded = Json.decodeResponse(Node.CODEC, text.getBytes(StandardCharsets.UTF_8));

    assertThat(decoded.violations()).isEmpty();
    assertThat(String.valueOf(decoded.value())).isEqualTo(text);
  }

  @Test
  void read_ofARequest_namesTheSchemasIfNoneMatches() {
    Decoded<Node> decoded =
        Json.decodeRequest(Node.CODEC, "[true]".getBytes(StandardCharsets.UTF_8), new Violations());

    assertThat(decoded.value()).isNull();
    assertThat(decoded.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.details())
                  .isEqualTo("the body must match one of these schemas: Pair, Nodes, Number");
              assertThat(violation.allowed()).isEqualTo(List.of("Pair", "Nodes", "Number"));
            });
  }
}
