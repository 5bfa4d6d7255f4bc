package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.SessionState;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ModelCodec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of all generated models. */
final class ModelTest {
  private static final NewCustomerSessionV2.Codec SESSION = NewCustomerSessionV2.Codec.INSTANCE;

  @Test
  void write_nothingSet_writesNothing() {
    assertThat(SESSION.toText(NewCustomerSessionV2.builder().build())).isEqualTo("{}");
  }

  @Test
  void write_emptyList_isNotAbsent() {
    NewCustomerSessionV2 value =
        NewCustomerSessionV2.builder().couponCodes(List.of()).additionalCosts(Map.of()).build();

    assertThat(SESSION.toText(value)).isEqualTo("{\"couponCodes\":[],\"additionalCosts\":{}}");
  }

  @Test
  void read_emptyListAndAbsentOne_areDistinguished() {
    NewCustomerSessionV2 value = read(SESSION, "{\"couponCodes\":[]}");

    assertThat(value.getCouponCodes()).isEmpty();
    assertThat(value.getCartItems()).isNull();
  }

  @Test
  void write_nullInFreeFormMap_isWritten() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gone", null);

    assertThat(SESSION.toText(NewCustomerSessionV2.builder().attributes(attributes).build()))
        .isEqualTo("{\"attributes\":{\"gone\":null}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"state\":\"frozen\"}",
        "{\"state\":\"open\",\"later\":{\"n\":5,\"list\":[1,null,true,\"x\",1.50],\"none\":null}}",
        "{\"attributes\":{\"big\":12345678901234567890,\"money\":10.50,\"deep\":[{\"n\":9007199254740993}],\"e\":1E+3}}",
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":10.50,\"color\":\"red\"}]}",
        "{\"attributes\":{\"html\":\"a<b & c='d'\",\"text\":\"\\u2028 \\\" \\\\ ü 🛒\"}}",
      })
  void readAndWrite_whatTheDocumentDoesNotKnow_comesBackUnchanged(String json) {
    NewCustomerSessionV2 value = read(SESSION, json);
    String written = SESSION.toText(value);

    assertThat(JsonParser.parseString(written)).isEqualTo(JsonParser.parseString(json));
    assertThat(written.replaceAll("[^0-9.E+]", "")).isEqualTo(json.replaceAll("[^0-9.E+]", ""));
  }

  @Test
  void state_unknown_keepsItsTextAndEqualsItself() {
    SessionState state = read(SESSION, "{\"state\":\"frozen\"}").getState();

    assertThat(state).isEqualTo(SessionState.of("frozen")).hasToString("frozen");
    assertThat(state.known()).isNull();
    assertThat(state.next()).isEmpty();
  }

  @Test
  void state_known_isTheConstant() {
    assertThat(SessionState.of("closed")).isSameAs(SessionState.CLOSED);
    assertThat(SessionState.CLOSED.known()).isEqualTo(SessionState.Known.CLOSED);
  }

  @Test
  void numbers_arbitrarilyLongOrScaled_areExact() {
    CustomerSessionV2 value =
        read(
            CustomerSessionV2.Codec.INSTANCE,
            "{\"total\":10.50,\"cartItemTotal\":12345678901234567890.000000000001}");

    assertThat(value.getTotal()).isEqualTo(new BigDecimal("10.50"));
    assertThat(value.getCartItemTotal())
        .isEqualTo(new BigDecimal("12345678901234567890.000000000001"));
  }

  @Test
  void read_freeFormNumbers_areBigDecimals() {
    NewCustomerSessionV2 value =
        read(SESSION, "{\"attributes\":{\"big\":12345678901234567890,\"list\":[5,{\"n\":10.50}]}}");

    assertThat(value.getAttributes())
        .isEqualTo(
            Map.of(
                "big",
                new BigDecimal("12345678901234567890"),
                "list",
                List.of(new BigDecimal("5"), Map.of("n", new BigDecimal("10.50")))));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z,             2026-01-01T00:00:00.000000Z",
    "2026-01-01T00:00:00.5Z,           2026-01-01T00:00:00.500000Z",
    "2026-01-01T00:00:00.123456789Z,   2026-01-01T00:00:00.123456789Z",
    "2026-01-01T01:30:00+01:30,        2026-01-01T01:30:00.000000+01:30",
    "2026-01-01T01:00:00+0100,         2026-01-01T01:00:00.000000+01:00",
    "2026-01-01t00:00:00z,             2026-01-01T00:00:00.000000Z",
  })
  void dateTime_anyOffset_keepsMomentAndOffset(String sent, String written) {
    CustomerSessionV2 value =
        read(CustomerSessionV2.Codec.INSTANCE, "{\"created\":\"" + sent + "\"}");

    assertThat(CustomerSessionV2.Codec.INSTANCE.toText(value))
        .isEqualTo("{\"created\":\"" + written + "\"}");
  }

  @Test
  void dateTime_wholeMinute_writesItsSeconds() {
    OffsetDateTime midnight = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    assertThat(read(CustomerSessionV2.Codec.INSTANCE, "{\"created\":\"2026-01-01T00:00:00Z\"}"))
        .extracting(CustomerSessionV2::getCreated)
        .isEqualTo(midnight);
  }

  @Test
  void read_requiredMemberMissing_failsOnlyInItsGetter() {
    IntegrationStateV2 response = read(IntegrationStateV2.Codec.INSTANCE, "{\"effects\":[]}");

    assertThat(response.getEffects()).isEmpty();
    assertThatThrownBy(response::getCreatedCoupons)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("IntegrationStateV2.createdCoupons is required, but absent");
  }

  @Test
  void build_requiredMemberMissing_isRejected() {
    assertThatThrownBy(() -> CartItem.builder().sku("a").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CartItem.quantity is required, but absent");
    assertThatThrownBy(() -> IntegrationRequest.builder().build())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void build_callersCollectionsChangeLater_valueDoesNot() {
    List<String> codes = new ArrayList<>(List.of("A"));
    Map<String, Object> attributes = new LinkedHashMap<>(Map.of("k", "v"));
    NewCustomerSessionV2.Builder builder =
        NewCustomerSessionV2.builder().couponCodes(codes).attributes(attributes);
    NewCustomerSessionV2 value = builder.build();
    codes.add("B");
    attributes.clear();
    builder.profileId("later").additionalProperty("x", 1);

    assertThat(SESSION.toText(value))
        .isEqualTo("{\"couponCodes\":[\"A\"],\"attributes\":{\"k\":\"v\"}}");
    assertThatThrownBy(() -> value.getCouponCodes().add("C"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> value.getAttributes().put("k", "w"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> value.additionalProperties().put("k", "w"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void read_collections_cannotBeChanged() {
    NewCustomerSessionV2 value =
        read(SESSION, "{\"couponCodes\":[],\"attributes\":{\"a\":{\"b\":[1]}},\"x\":1}");

    assertThatThrownBy(() -> value.getCouponCodes().add("C"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) value.getAttributes().get("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> value.additionalProperties().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void toBuilder_changesOnlyWhatIsSet() {
    NewCustomerSessionV2 value = read(SESSION, "{\"profileId\":\"p\",\"state\":\"open\",\"x\":1}");

    assertThat(value.toBuilder().build()).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(SESSION.toText(value.toBuilder().state(SessionState.CLOSED).build()))
        .isEqualTo("{\"profileId\":\"p\",\"state\":\"closed\",\"x\":1}");
  }

  @Test
  void gson_ofTheUser_readsAndWritesAsTheCodecDoes() {
    String json =
        "{\"state\":\"frozen\",\"attributes\":{\"gone\":null,\"n\":10.50},\"more\":12345678901234567890}";
    NewCustomerSessionV2 value = new Gson().fromJson(json, NewCustomerSessionV2.class);

    assertThat(value).isEqualTo(read(SESSION, json));
    assertThat(new Gson().toJson(value)).isEqualTo(json);
    assertThat(new Gson().toJson(Map.of("s", SessionState.OPEN))).isEqualTo("{\"s\":\"open\"}");
  }

  @Test
  void gson_wrongType_isAParseException() {
    assertThatThrownBy(
            () -> new Gson().fromJson("{\"profileId\":[\"secret\"]}", NewCustomerSessionV2.class))
        .isInstanceOf(JsonParseException.class)
        .hasMessageContaining("/profileId")
        .hasMessageNotContaining("secret");
  }

  @Test
  void staticFields_allOfThem_areConstants() throws IOException {
    String classes =
        NewCustomerSessionV2.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (Stream<Path> files = Files.walk(Path.of(classes))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".class"))
                  .flatMap(ModelTest::staticFields)
                  .filter(field -> !isConstant(field)))
          .isEmpty();
    }
  }

  private static boolean isConstant(Field field) {
    return Modifier.isFinal(field.getModifiers()) && !field.getType().isArray();
  }

  private static Stream<Field> staticFields(Path file) {
    String path = file.toString();
    String name =
        path.substring(path.indexOf("io/customersession"), path.length() - ".class".length());
    try {
      return Stream.of(Class.forName(name.replace('/', '.')).getDeclaredFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(ModelCodec<T> codec, String json) {
    Decoded<T> decoded = Json.decodeResponse(codec, json.getBytes(StandardCharsets.UTF_8));
    assertThat(decoded.decodable()).as("%s", decoded.violations()).isTrue();
    return decoded.value();
  }
}
