package io.customersession.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.model.CartItem;
import io.customersession.client.model.ErrorSource;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.JsonInput;
import io.customersession.contract.json.JsonOutput;
import io.customersession.contract.json.PropertyTable;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One pass over a body finds every violation and its location. */
final class ViolationsTest {
  /** Rules that are not checked by a codec. */
  private static final Set<Rule> RULES_OF_OTHERS =
      EnumSet.of(Rule.NOT_ALLOWED, Rule.REPEATED, Rule.IGNORED);

  /** Rules of keywords that this document does not use; tests of the generators try them. */
  private static final Set<Rule> RULES_OF_OTHER_DOCUMENTS =
      EnumSet.of(
          Rule.ADDITIONAL_PROPERTIES,
          Rule.ONE_OF,
          Rule.ANY_OF,
          Rule.ONE_OF_REQUIRED,
          Rule.ANY_OF_REQUIRED,
          Rule.NOT);

  @Test
  void decodeRequest_manyViolations_findsAllInTheOrderOfTheText() {
    String body =
        """
        {
          "responseContent": ["event", "everything"],
          "customerSession": {
            "profileId": 7,
            "storeIntegrationId": "",
            "state": "opened",
            "couponCodes": ["ok", "%s", null],
            "identifiers": ["1", "2", "3", "4", "5", "6"],
            "cartItems": [
              {"sku": "a", "quantity": 9999, "position": 3},
              {"sku": "", "quantity": 0, "price": -0.01},
              {"quantity": "two", "weight": true, "colour": "red"},
              "no item"
            ],
            "additionalCosts": {"a/b~c": {"price": "1"}},
            "attributes": [],
            "couponCodes": []
          }
        }
        """
            .formatted("x".repeat(101));

    assertThat(found(IntegrationRequest.Codec.INSTANCE, body))
        .containsExactly(
            "/responseContent/1 ENUM",
            "/customerSession/profileId TYPE",
            "/customerSession/storeIntegrationId MIN_LENGTH",
            "/customerSession/state ENUM",
            "/customerSession/couponCodes/1 MAX_LENGTH",
            "/customerSession/couponCodes/2 TYPE",
            "/customerSession/identifiers MAX_ITEMS",
            "/customerSession/cartItems/0/position READ_ONLY",
            "/customerSession/cartItems/1/sku MIN_LENGTH",
            "/customerSession/cartItems/1/quantity MINIMUM",
            "/customerSession/cartItems/1/price MINIMUM",
            "/customerSession/cartItems/2/quantity TYPE",
            "/customerSession/cartItems/2/weight TYPE",
            "/customerSession/cartItems/2/colour UNKNOWN",
            "/customerSession/cartItems/2/sku REQUIRED",
            "/customerSession/cartItems/3 TYPE",
            "/customerSession/additionalCosts/a~1b~0c/price TYPE",
            "/customerSession/attributes TYPE",
            "/customerSession/couponCodes DUPLICATE");
  }

  static Stream<Arguments> oneOfEachRule() {
    String sku = "{\"sku\":\"a\",\"quantity\":";
    return Stream.of(
        Arguments.of(Rule.SYNTAX, "", CartItem.Codec.INSTANCE, sku + "1"),
        Arguments.of(Rule.SYNTAX, "", CartItem.Codec.INSTANCE, sku + "1} x"),
        Arguments.of(Rule.SYNTAX, "", CartItem.Codec.INSTANCE, sku + "NaN}"),
        Arguments.of(
            Rule.SYNTAX, "/name", CartItem.Codec.INSTANCE, sku + "1,\"name\":\"\\ud800\"}"),
        Arguments.of(
            Rule.DUPLICATE, "/quantity", CartItem.Codec.INSTANCE, sku + "1,\"quantity\":1}"),
        Arguments.of(Rule.TYPE, "/quantity", CartItem.Codec.INSTANCE, sku + "1.5}"),
        Arguments.of(Rule.TYPE, "/quantity", CartItem.Codec.INSTANCE, sku + "2147483648}"),
        Arguments.of(
            Rule.FORMAT,
            "/adjustmentEffectiveFrom",
            new Lenient<>(CartItem.Codec.INSTANCE),
            sku + "1,\"adjustmentEffectiveFrom\":\"2026-02-30T00:00:00Z\"}"),
        Arguments.of(
            Rule.ENUM, "/state", NewCustomerSessionV2.Codec.INSTANCE, "{\"state\":\"Open\"}"),
        Arguments.of(Rule.REQUIRED, "/quantity", CartItem.Codec.INSTANCE, "{\"sku\":\"a\"}"),
        Arguments.of(
            Rule.MIN_LENGTH, "/sku", CartItem.Codec.INSTANCE, "{\"sku\":\"\",\"quantity\":1}"),
        Arguments.of(
            Rule.MAX_LENGTH,
            "/referralCode",
            NewCustomerSessionV2.Codec.INSTANCE,
            "{\"referralCode\":\"" + "🛒".repeat(101) + "\"}"),
        Arguments.of(Rule.PATTERN, "", Codecs.string("#").pattern("^a+$"), "\"b\""),
        Arguments.of(Rule.MINIMUM, "/quantity", CartItem.Codec.INSTANCE, sku + "0}"),
        Arguments.of(Rule.MINIMUM, "", Codecs.decimal("#").minimum("0", true), "0.0"),
        Arguments.of(Rule.MAXIMUM, "", Codecs.int64("#").maximum("9", false), "10"),
        Arguments.of(Rule.MULTIPLE_OF, "", Codecs.decimal("#").multipleOf("0.01"), "1.005"),
        Arguments.of(
            Rule.MIN_ITEMS,
            "/return/returnedCartItems",
            ReturnIntegrationRequest.Codec.INSTANCE,
            "{\"return\":{\"returnedCartItems\":[]}}"),
        Arguments.of(
            Rule.MAX_ITEMS,
            "/loyaltyCards",
            NewCustomerSessionV2.Codec.INSTANCE,
            "{\"loyaltyCards\":[\"1\",\"2\"]}"),
        Arguments.of(
            Rule.UNIQUE_ITEMS, "", Codecs.list("#", Codecs.int32("#")).unique(), "[1,2,1]"),
        Arguments.of(Rule.MIN_PROPERTIES, "", ErrorSource.Codec.INSTANCE, "{}"),
        Arguments.of(
            Rule.MAX_PROPERTIES,
            "",
            ErrorSource.Codec.INSTANCE,
            "{\"line\":\"1\",\"pointer\":\"\"}"),
        Arguments.of(
            Rule.MAXIMUM_SUM,
            "/cartItems",
            NewCustomerSessionV2.Codec.INSTANCE,
            "{\"cartItems\":[" + sku + "10000}," + sku + "1}]}"),
        Arguments.of(Rule.UNKNOWN, "/colour", CartItem.Codec.INSTANCE, sku + "1,\"colour\":{}}"),
        Arguments.of(
            Rule.READ_ONLY, "/position", CartItem.Codec.INSTANCE, sku + "1,\"position\":0}"));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("oneOfEachRule")
  void decode_oneViolation_namesRuleAndPlace(
      Rule rule, String pointer, JsonCodec<?> codec, String json) {
    Decoded<?> decoded =
        codec instanceof Lenient<?> lenient
            ? Json.decodeResponse(lenient.codec(), utf8(json))
            : Json.decodeRequest(codec, utf8(json), new Violations());

    assertThat(decoded.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              if (violation.source() == Violation.Source.POINTER) {
                assertThat(violation.location()).isEqualTo(pointer);
              } else {
                assertThat(violation.location()).isEqualTo("1");
              }
            });
    assertThat(decoded.acceptable()).isEqualTo(!rule.refuses());
  }

  @Test
  void oneOfEachRule_table_leavesNoRuleOut() {
    Set<Rule> tried = EnumSet.copyOf(RULES_OF_OTHERS);
    tried.addAll(RULES_OF_OTHER_DOCUMENTS);
    tried.add(Rule.WRITE_ONLY);
    oneOfEachRule().forEach(row -> tried.add((Rule) row.get()[0]));

    assertThat(tried).containsExactlyInAnyOrder(Rule.values());
  }

  @Test
  void decodeResponse_writeOnlyMember_isNotedAndRead() {
    Decoded<String> decoded = Json.decodeResponse(new Secret(), utf8("{\"secret\":\"s\"}"));

    assertThat(decoded.value()).isEqualTo("s");
    assertThat(decoded.violations()).extracting(Violation::rule).containsExactly(Rule.WRITE_ONLY);
    assertThat(decoded.decodable()).isTrue();
  }

  @Test
  void decodeRequest_malformedUtf8_namesTheLine() {
    byte[] body = {'{', '\n', '"', (byte) 0xC3, '"', ':', '1', '}'};

    assertThat(Json.decodeRequest(CartItem.Codec.INSTANCE, body, new Violations()).violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.source()).isEqualTo(Violation.Source.LINE);
              assertThat(violation.location()).isEqualTo("2");
            });
  }

  @Test
  void decodeRequest_deeplyNested_isAViolationAndNoOverflow() {
    String json = "{\"attributes\":{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";

    assertThat(found(NewCustomerSessionV2.Codec.INSTANCE, json)).containsExactly("line 1 SYNTAX");
  }

  @Test
  void check_builtValue_findsWhatReadingItWouldFind() {
    NewCustomerSessionV2 value =
        NewCustomerSessionV2.builder()
            .identifiers(List.of("1", "2", "3", "4", "5", "6"))
            .cartItems(List.of(CartItem.builder().sku("").quantity(20_000).build()))
            .build();

    assertThat(NewCustomerSessionV2.Codec.INSTANCE.check(value).all())
        .extracting(violation -> violation.location() + " " + violation.rule().name())
        .containsExactly(
            "/cartItems/0/sku MIN_LENGTH", "/cartItems MAXIMUM_SUM", "/identifiers MAX_ITEMS");
  }

  @Test
  void toString_ofViolations_neverQuotesValues() {
    Decoded<?> decoded =
        Json.decodeRequest(
            NewCustomerSessionV2.Codec.INSTANCE,
            utf8("{\"state\":\"s3cret\",\"profileId\":[\"s3cret\"],\"cartItems\":\"s3cret\"}"),
            new Violations());

    assertThat(decoded.violations().stream().map(Violation::toString).collect(joining()))
        .contains("/state", "/profileId", "/cartItems")
        .doesNotContain("s3cret");
  }

  private static List<String> found(JsonCodec<?> codec, String json) {
    return Json.decodeRequest(codec, utf8(json), new Violations()).violations().stream()
        .map(
            violation ->
                (violation.source() == Violation.Source.LINE ? "line " : "")
                    + violation.location()
                    + " "
                    + violation.rule().name())
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Marks a text to be read as a response. */
  private record Lenient<T>(JsonCodec<T> codec) implements JsonCodec<T> {
    @Override
    public @Nullable T read(JsonInput in) {
      return codec.read(in);
    }

    @Override
    public void write(JsonOutput out, T value) {
      codec.write(out, value);
    }

    @Override
    public void check(T value, Violations violations) {
      codec.check(value, violations);
    }
  }

  /** A model with a write-only property, which the document does not contain. */
  private static final class Secret implements JsonCodec<String> {
    private static final PropertyTable PROPERTIES =
        PropertyTable.of("Secret", "secret").writeOnly("secret");

    @Override
    public @Nullable String read(JsonInput in) {
      String secret = null;
      in.beginObject("#");
      while (in.nextName() != null) {
        if (in.take(PROPERTIES, 0)) {
          secret = Codecs.string("#/properties/secret").read(in);
        }
      }
      return secret;
    }

    @Override
    public void write(JsonOutput out, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(String value, Violations violations) {
      throw new UnsupportedOperationException();
    }
  }
}
