package io.customersession.stub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which fixtures files are read, and what the refusal of all others says. */
class FixturesFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("fixtures.yaml"), text);
  }

  /**
   * Returns files that break the schema, where "|" ends a line, each with the line, the place, the
   * details and the rule that the message names.
   */
  static Stream<Arguments> schemaViolations() {
    return rows(
        """
        applications:|  - {id: 0}; 2; /applications/0/id: id must be at least 1; Application/properties/id/minimum
        applications:|  - {id: one}; 2; /applications/0/id: id must be an integer of 64 bits; Application/properties/id/type
        applications:|  - {name: x}; 2; /applications/0/id: id is required; Application/required
        applications: []; 1; /applications: applications must have at least 1 item; applications/minItems
        applications:|  - id: 1|    colour: red; 3; /applications/0/colour: The property "colour" is not defined on Application. Its properties are id, name, currency,; $defs/Application/additionalProperties
        applications:|  - id: 1|    id: 2; 3; /applications/0/id: id is given more than once; Application/properties/id
        applications:|  - {id: 1, currency: euro}; 2; /applications/0/currency: currency must match; currency/pattern
        applications:|  - {id: 1, hmacKey: xyz}; 2; /applications/0/hmacKey: hmacKey must match; hmacKey/pattern
        applications:|  - {id: 1, apiKeys: [a, a]}; 2; /applications/0/apiKeys: apiKeys must not have the same item twice; apiKeys/uniqueItems
        applications:|  - {id: 1, managementKeys: [a b]}; 2; /managementKeys/0: managementKeys[0] must match; managementKeys/items/pattern
        coupons:|  - {code: a, expires: 2026-01-01T00:00Z}; 2; /coupons/0/expires: expires must be a date and time with offset; expires/format
        applications:|  - {id: 1, apiKeys: [' ']}; 2; /applications/0/apiKeys/0: apiKeys[0] must match; apiKeys/items/pattern
        attributes:|  cart: []; 2; /attributes/cart: The property "cart" is not defined on Attributes. Its properties are session, cartItem, profile; $defs/Attributes/additionalProperties
        attributes:|  session:|    - {name: a, type: text}; 3; /attributes/session/0/type: type must be one of; $defs/ValueType/enum
        additionalCosts: [{name: a, on: profile}]; 1; /additionalCosts/0/on: on must be one of the following: "session", "cartItem"; $defs/CostEntity/enum
        coupons:|  - {percent: 10}; 2; /coupons/0/code: code is required; Coupon/required
        coupons:|  - {code: a, percent: 101}; 2; /coupons/0/percent: percent must be at most 100; percent/maximum
        coupons:|  - {code: a, percent: 0}; 2; /coupons/0/percent: percent must be more than 0; percent/minimum
        coupons:|  - {code: a, amount: .inf}; 2; /coupons/0/amount: must be a number that JSON can express, not .inf; amount/type
        coupons:|  - {code: a, starts: today}; 2; /coupons/0/starts: starts must be a date and time with offset; starts/format
        coupons:|  - {code: 2024}; 2; /coupons/0/code: code must be a string, not a number; code/type
        coupons:|  - {code: ''}; 2; /coupons/0/code: code must be at least 1 character long; code/minLength
        coupons:|  - {code: a, limits: {total: 0}}; 2; /coupons/0/limits/total: total must be at least 1; total/minimum
        referrals:|  - {code: a}; 2; /referrals/0/advocate: advocate is required; Referral/required
        limits:|  - {total: 1}; 2; /limits/0/campaign: campaign is required; CampaignLimits/required
        just a text; 1; the file must be an object, not a string; $defs/Account/type
        {? [a] : 1}; 1; /?: The property "?" is not defined on Account.; $defs/Account/additionalProperties
        &a {coupons: [*a]}; 1; /coupons/0: must not contain itself; Coupon/type
        coupons:|  - code: a|    label:; 3; /coupons/0/label: must not be null; label/type
        colour:|coupons: []; 1; /colour: The property "colour" is not defined on Account. Its properties are $schema, applications,; $defs/Account/additionalProperties
        coupons:|  - code: a|    limits:|      total: 1|      total:; 5; /coupons/0/limits/total: total is given more than once; Limits/properties/total
        coupons:|  - code: a|    label: !secret x; 3; /coupons/0/label: must not have the YAML tag !secret; label/type
        """);
  }

  private static Stream<Arguments> rows(String table) {
    return table.lines().map(row -> Arguments.of((Object[]) row.split("; ")));
  }

  @ParameterizedTest
  @MethodSource("schemaViolations")
  void read_breaksTheSchema_namesFileLineAndRule(String text, int line, String details, String rule)
      throws IOException {
    Path file = file(text.replace('|', '\n'));

    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining(file + ":" + line + ": ")
        .hasMessageContaining(details)
        .hasMessageContaining("(fixtures.schema.json#/$defs/")
        .hasMessageContaining(rule + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "applications:|  - {id: 1}|  - {id: 1}; 3; the application 1 is there already",
        "applications:|  - {id: 1, apiKeys: [k]}|  - {id: 2, apiKeys: [k]}; 3; an API key of application 2 belongs to another one already",
        "applications:|  - {id: 1, currency: EEE}; 2; the currency of application 1 is not an ISO 4217 code",
        "attributes:|  session:|    - {name: a, type: string}|    - {name: a, type: number}; 4; the attribute \"a\" is defined already",
        "attributes:|  session:|    - {name: a, type: number, allowed: [x]}; 3; which is not a number",
        "additionalCosts:|  - {name: a}|  - {name: a}; 3; the additional cost \"a\" is defined already",
        "coupons:|  - {code: A}|  - {code: A}; 3; the coupon \"A\" is there already",
        "coupons:|  - {code: A, percent: 1, amount: 1}; 2; cannot give a percentage and an amount",
        "coupons:|  - {code: A, percent: 1, sku: a, category: b}; 2; cannot be for a sku and a category",
        "coupons:|  - {code: A, sku: a}; 2; gives neither a percentage nor an amount",
        "coupons:|  - {code: A, amount: 0.005}; 2; the coupon \"A\" gives 0.005, but amounts have 2 decimal places at most",
        "applications: [{id: 1}, {id: 2, currency: JPY}]|coupons:|  - {code: A, amount: 2.00}|  - {code: B, amount: 0.50}; 4; the coupon \"B\" gives 0.50, which is finer than the currency of application 2, JPY",
        "applications: [{id: 1}, {id: 2, currency: KWD}]|referrals:|  - {code: A, advocate: j, amount: 0.005, application: 2}|  - {code: B, advocate: j, amount: 0.005}; 4; the referral \"B\" gives 0.005, which is finer than the currency of application 1, EUR",
        "applications: [{id: 1}]|coupons:|  - {code: A, application: 9}; 3; is for application 9, which is not there",
        "coupons:|  - {code: A, starts: 2026-01-02T00:00:00Z, expires: 2026-01-01T00:00:00Z}; 2; must start before it expires",
        "attributes:|  session:|    - {name: a, type: string, allowed: [true]}; 3; /attributes/session/0: the attribute \"a\" allows true, which is not a string",
        "attributes:|  session:|    - {name: a, type: number, allowed: ['1']}; 3; which is not a number",
        "attributes:|  session:|    - {name: a, type: string, allowed: [1]}; 3; which is not a string",
        "attributes:|  session:|    - {name: a, type: string, allowed: [x, null]}; 3; /attributes/session/0/allowed/1: must not be null",
        "limits:|  - {campaign: Spring, total: 1}; 2; there is no campaign \"Spring\" to limit"
      })
  void read_breaksARuleBetweenValues_namesFileLineAndRule(String text, int line, String details)
      throws IOException {
    Path file = file(text.replace('|', '\n'));

    assertThatThrownBy(() -> FixturesFile.read(file))
        .hasMessageContaining(file + ":" + line + ": ")
        .hasMessageContaining(details);
  }

  @Test
  void read_manyValuesThatJsonCannotExpress_namesTheFirst() throws IOException {
    Path file = file("attributes:\n  session:\n" + "    - null\n".repeat(3_000));

    assertThatThrownBy(() -> FixturesFile.read(file))
        .hasMessageContaining(file + ":3: /attributes/session/0: must not be null")
        .extracting(refused -> refused.getMessage().lines().count())
        .isEqualTo(1_000L);
  }

  @Test
  void read_severalMistakes_namesEachOnALineOfItsOwn() throws IOException {
    Path file = file("coupons:\n  - {code: 1}\n  - {code: a, percent: 200}\ncoupon: []\n");

    assertThatThrownBy(() -> FixturesFile.read(file))
        .extracting(refused -> refused.getMessage().lines().toList())
        .asList()
        .hasSize(3);
  }

  @Test
  void read_noYaml_namesTheLine() throws IOException {
    Path file = file("coupons:\n  - {code: a\n");

    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining(file + ":3: this is neither YAML nor JSON");
  }

  @Test
  void read_emptyFile_isRefused() throws IOException {
    Path file = file("# nothing\n");

    assertThatThrownBy(() -> FixturesFile.read(file)).hasMessageContaining("nothing in it");
  }

  @Test
  void read_noUtf8_isRefused() throws IOException {
    Path file = folder.resolve("latin");
    Files.write(file, "coupons: [{code: ä}]".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> FixturesFile.read(file)).hasMessageContaining("not in UTF-8");
  }

  @Test
  void read_noFile_isRefused() {
    assertThatThrownBy(() -> FixturesFile.read(folder.resolve("none")))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining("there is no fixtures file");
  }

  @Test
  void read_json_isReadAlike() throws IOException {
    Path file =
        file("{\"coupons\": [{\"code\": \"A\", \"percent\": 12.50, \"limits\": {\"total\": 3}}]}");

    Promotion coupon = FixturesFile.read(file).coupons().get("A");

    assertThat(coupon.percent()).isEqualTo("12.50");
    assertThat(coupon.limits().total()).isEqualTo(3);
  }

  @Test
  void read_example_isWhatItsCommentsSay() {
    Fixtures fixtures = FixturesFile.example();

    assertThat(fixtures.applications()).containsOnlyKeys(1L, 2L);
    assertThat(fixtures.applications().get(2L).currency().getDefaultFractionDigits()).isZero();
    assertThat(fixtures.attributes(Entity.SESSION)).containsOnlyKeys("channel", "paidAt");
    assertThat(fixtures.additionalCosts().get("wrapping").on()).containsExactly(Entity.CART_ITEM);
    assertThat(fixtures.coupons().get("MUGS2"))
        .extracting(Promotion::amount, Promotion::sku, Promotion::label)
        .containsExactly(new java.math.BigDecimal("2.50"), "mug", "MUGS2");
    assertThat(fixtures.coupons().get("JANE-ONLY").starts())
        .isEqualTo(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    assertThat(fixtures.referrals().get("FRIEND-OF-JANE").advocate()).isEqualTo("jane");
    assertThat(fixtures.limits().get("Newcomers").total()).isEqualTo(1000);
  }

  @Test
  void read_partThatIsAbsent_leavesEverythingFree_partThatIsEmpty_nothing() throws IOException {
    Fixtures fixtures = FixturesFile.read(file("coupons: []\nattributes: {session: []}\n"));

    assertThat(fixtures.coupons()).isEmpty();
    assertThat(fixtures.attributes(Entity.SESSION)).isEmpty();
    assertThat(fixtures.attributes(Entity.PROFILE)).isNull();
    assertThat(fixtures.referrals()).isNull();
    assertThat(fixtures.applications()).isNull();
  }

  @Test
  void builder_takesPartsInAnyOrder() {
    Fixtures fixtures =
        Fixtures.builder()
            .limits("Spring", Limits.NONE.total(1))
            .coupons(Promotion.coupon("A").application(2).amount("0.005").campaign("Spring"))
            .applications(Application.of(2).currency("KWD"))
            .build();

    assertThat(fixtures.coupons().get("A").application()).isEqualTo(2);
  }

  @Test
  void builder_whosePartsDoNotFit_isRefusedWhateverTheirOrder() {
    Application.Builder yen = Application.of(1).currency("JPY");
    Promotion.Builder elsewhere = Promotion.coupon("A").application(2);
    Promotion.Builder fine = Promotion.coupon("A").amount("0.5");

    for (Fixtures.Builder builder :
        java.util.List.of(
            Fixtures.builder().applications(yen).coupons(elsewhere),
            Fixtures.builder().coupons(elsewhere).applications(yen))) {
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the coupon \"A\" is for application 2, which is not there");
    }
    assertThatThrownBy(() -> Fixtures.builder().coupons(fine).applications(yen).build())
        .hasMessageContaining("finer than the currency of application 1, JPY");
    assertThatThrownBy(() -> Fixtures.builder().limits("Spring", Limits.NONE.total(1)).build())
        .hasMessage("there is no campaign \"Spring\" to limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "coupons:|  - {code: a, amount: 1e999999999}; /coupons/0/amount: amount must be a number of at most 400 characters, its exponent within 400 (fixtures.schema.json#/$defs/Coupon/properties/amount/type)",
        "coupons:|  - {code: a, percent: 1e-999999999}; /coupons/0/percent: percent must be a number of at most 400 characters",
        "coupons:|  - {code: a, amount: 1e99999999999999}; /coupons/0/amount: amount must be a number of at most 400 characters",
        "coupons:|  - {code: a, limits: {total: 1e401}}; /limits/total: total must",
        "coupons:|  - {code: a, label: \"\\ud800\"}; /coupons/0/label: must not contain an unpaired surrogate",
        "coupons:|  - {code: \"x\\udc00\"}; /coupons/0/code: must not contain an unpaired surrogate",
        "coupons:|  - {code: a, campaign: \"\\ud83d\"}; /coupons/0/campaign: must not contain an unpaired surrogate",
        "referrals:|  - {code: a, advocate: \"\\udfff\"}; /referrals/0/advocate: must not contain an unpaired surrogate",
        "attributes: |  session: [{name: a, type: number, allowed: [1e500]}]; /allowed/0: allowed[0] must be a number of at most 400 characters",
        "attributes: |  session: [{name: \"\\ud800\", type: number}]; /name: must not contain an unpaired surrogate",
        "additionalCosts: |  - {name: \"\\ud800\"}; /additionalCosts/0/name: must not contain an unpaired surrogate"
      })
  void read_valueThatNoResponseCanCarry_namesFileLineAndRule(String text, String details)
      throws IOException {
    Path file = file(text.replace('|', '\n'));
    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining(file + ":2: ")
        .hasMessageContaining(details);
  }

  @Test
  void read_pointWithoutDigits_isADecimalNumberAndNotAnInteger() throws IOException {
    assertThat(FixturesFile.read(file("coupons: [{code: a, percent: 1.}]")).coupons().get("a"))
        .extracting(Promotion::percent)
        .isEqualTo(new java.math.BigDecimal("1.0"));
    Path file = file("coupons: [{code: a, limits: {total: 1.}}]");
    assertThatThrownBy(() -> FixturesFile.read(file))
        .hasMessageContaining("/coupons/0/limits/total: total must be an integer of 32 bits");
  }

  @Test
  void read_aliases_areReadAsTheValuesTheyStandFor() throws IOException {
    Fixtures fixtures =
        FixturesFile.read(
            file(
                "coupons:\n  - {code: A, limits: &few {total: 3}}\n  - {code: B, limits: *few}\n"));

    assertThat(fixtures.coupons().get("B").limits().total()).isEqualTo(3);
  }

  @Test
  void read_aliasesThatMultiply_areRefusedWithoutWritingThemOut() throws IOException {
    StringBuilder deep = new StringBuilder("a0: &a0 []\n");
    for (int i = 1; i < 30; i++) {
      deep.append("a%d: &a%d [[*a%d]]\n".formatted(i, i, i - 1));
    }
    StringBuilder wide = new StringBuilder("a0: &a0 [xxxxxxxxxxxxxxxxxxxxxxxx]\n");
    for (int i = 1; i < 25; i++) {
      wide.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Path first = file(deep.toString());
    assertThatThrownBy(() -> FixturesFile.read(first))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining("it must be nested at most 50 deep");
    Path second = file(wide.toString());
    assertThatThrownBy(() -> FixturesFile.read(second))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining("its aliases stand for more than 25165824 characters");
  }

  @ParameterizedTest
  @CsvSource({"[, ''", "'{a: ', ''", "'- ', ''", "'[', ']'", "'{\"a\":', '}'"})
  void read_nestedVeryDeep_namesFileAndLine(String open, String close) throws IOException {
    Path file = file("\n" + open.repeat(100_000) + "1" + close.repeat(100_000));
    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining(file + ":2: it must be nested at most 50 deep");
  }

  @Test
  void read_fileThatIsTooLarge_isRefusedWithoutReadingItAll() throws IOException {
    Path file = file("#".repeat(4_000_000));
    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageContaining(file + ":1: it has more than 3145728 bytes");
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertThatThrownBy(() -> FixturesFile.read(endless))
          .hasMessageContaining("it has more than 3145728 bytes");
    }
  }

  @Test
  void builder_withValuesThatNoResponseCanCarry_isRefused() {
    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable build :
        java.util.List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> Fixtures.builder().coupons(Promotion.coupon("a").amount("1e999999999")),
            () -> Fixtures.builder().coupons(Promotion.coupon("a").percent("1e-999999999")),
            () -> Fixtures.builder().coupons(Promotion.coupon("\ud800")),
            () -> Fixtures.builder().coupons(Promotion.coupon("a").label("\ud800")),
            () -> Attribute.of("a", AttributeType.NUMBER, new java.math.BigDecimal("1e500")),
            () -> Attribute.of("\ud800", AttributeType.NUMBER),
            () -> AdditionalCost.of("\udfff"),
            () -> Fixtures.builder().applications(Application.of(1).name("\udfff")))) {
      assertThatThrownBy(build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".*(at most 400 digits|unpaired surrogate).*");
    }
  }

  @Test
  void referral_namesItsAdvocate() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Fixtures.builder().referrals(Promotion.referral("FRIEND")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the referral \"FRIEND\" must name its advocate");
  }

  @Test
  void application_doesNotShowItsKeys() {
    Fixtures fixtures =
        Fixtures.builder()
            .applications(Application.of(1).apiKeys("secret").hmacKey("abcd"))
            .build();
    assertThat(String.valueOf(fixtures.applications()))
        .isEqualTo("{1=Application[id=1, name=Application 1, currency=EUR]}");
  }
}
