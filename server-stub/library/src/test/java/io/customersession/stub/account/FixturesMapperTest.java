package io.customersession.stub.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Every property that the document of fixtures declares changes the fixtures. */
class FixturesMapperTest {
  /**
   * Accounts that together have every property, with two values of each; each value of one can
   * replace that of the other. Add both values of a new property here.
   */
  private static final String FIRST =
      """
      applications:
        - {id: 1, name: A, currency: EUR, apiKeys: [a], managementKeys: [m], hmacKey: aa}
        - {id: 2}
        - {id: 3}
      attributes:
        session: [{name: a, type: string, allowed: [x]}]
        cartItem: [{name: a, type: string}]
        profile: [{name: a, type: string}]
      additionalCosts: [{name: a, on: session}]
      coupons:
        - code: a
          application: 2
          campaign: A
          label: A
          percent: 1
          sku: a
          starts: 2026-01-01T00:00:00Z
          expires: 2027-01-01T00:00:00Z
          recipient: a
          limits: {total: 1, perProfile: 1, perIdentifier: 1}
        - {code: c, amount: 1, category: a, campaign: X}
        - {code: d, campaign: Y}
      referrals:
        - code: a
          advocate: a
          application: 2
          campaign: A
          label: A
          percent: 1
          sku: a
          starts: 2026-01-01T00:00:00Z
          expires: 2027-01-01T00:00:00Z
          recipient: b
          limits: {total: 1}
        - {code: c, advocate: a, amount: 1, category: a}
      limits: [{campaign: X, total: 1, perProfile: 1, perIdentifier: 1}]
      expectedViolations: [{rule: unknown-property, location: /a}]
      """;

  private static final String SECOND =
      """
      applications:
        - {id: 9, name: B, currency: USD, apiKeys: [b], managementKeys: [n], hmacKey: bb}
        - {id: 2}
        - {id: 3}
      attributes:
        session: [{name: b, type: (list string), allowed: [y]}]
        cartItem: [{name: b, type: number}]
        profile: [{name: b, type: number}]
      additionalCosts: [{name: b, on: cartItem}]
      coupons:
        - code: b
          application: 3
          campaign: B
          label: B
          percent: 2
          sku: b
          starts: 2026-01-02T00:00:00Z
          expires: 2027-01-02T00:00:00Z
          recipient: b
          limits: {total: 2, perProfile: 2, perIdentifier: 2}
        - {code: e, amount: 2, category: b, campaign: X}
        - {code: d, campaign: Y}
      referrals:
        - code: b
          advocate: c
          application: 3
          campaign: B
          label: B
          percent: 2
          sku: b
          starts: 2026-01-02T00:00:00Z
          expires: 2027-01-02T00:00:00Z
          recipient: d
          limits: {total: 2}
        - {code: e, advocate: d, amount: 2, category: b}
      limits: [{campaign: Y, total: 2, perProfile: 2, perIdentifier: 2}]
      expectedViolations: [{rule: old-version, location: /b}]
      """;

  private final Set<String> changed = new TreeSet<>();
  private Map<?, ?> schemas;
  private JsonObject account;
  private Fixtures before;

  @TempDir private Path folder;

  @BeforeEach
  void readDocument() throws IOException {
    Map<?, ?> document =
        new Yaml().load(Files.readString(Path.of("src/main/openapi/fixtures.yaml")));
    schemas = (Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas");
    account = json(FIRST);
    before = read(account);
  }

  @Test
  void map_everyPropertyThatIsDeclared_changesTheFixtures() throws IOException {
    changeEach("Account", account, json(SECOND));

    Set<String> declared = new TreeSet<>();
    schemas.forEach(
        (name, schema) -> {
          if (((Map<?, ?>) schema).get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().forEach(property -> declared.add(name + "." + property));
          }
        });
    declared.remove("Account.$schema");
    assertThat(changed).isEqualTo(declared);
  }

  /** Replaces each value of an object in turn by that of another object, and the old one again. */
  private void changeEach(String schema, JsonObject object, JsonObject other) throws IOException {
    Map<?, ?> properties = (Map<?, ?>) ((Map<?, ?>) schemas.get(schema)).get("properties");
    for (String name : Set.copyOf(object.keySet())) {
      JsonElement value = object.get(name);
      JsonElement replacement = other.get(name);
      Map<?, ?> property = (Map<?, ?>) properties.get(name);
      String inner = nameOf(property.get("items") instanceof Map<?, ?> items ? items : property);
      if (value.isJsonArray() && value.getAsJsonArray().get(0).isJsonObject()) {
        JsonArray items = value.getAsJsonArray();
        for (int i = 0; i < items.size(); i++) {
          changeEach(
              inner,
              items.get(i).getAsJsonObject(),
              replacement.getAsJsonArray().get(i).getAsJsonObject());
        }
        changed.add(schema + "." + name);
      } else if (value.isJsonObject()) {
        changeEach(inner, value.getAsJsonObject(), replacement.getAsJsonObject());
        changed.add(schema + "." + name);
      } else if (!value.equals(replacement)) {
        object.add(name, replacement);
        assertThat(read(account))
            .as("%s.%s is %s instead of %s", schema, name, replacement, value)
            .usingRecursiveComparison()
            .isNotEqualTo(before);
        object.add(name, value);
        changed.add(schema + "." + name);
      }
    }
  }

  private static String nameOf(Map<?, ?> schema) {
    return schema.get("$ref") instanceof String reference
        ? reference.substring(reference.lastIndexOf('/') + 1)
        : "";
  }

  private Fixtures read(JsonObject json) throws IOException {
    return FixturesFile.read(Files.writeString(folder.resolve("account.json"), json.toString()));
  }

  private static JsonObject json(String yaml) {
    FixturesText text = FixturesText.parse("yaml", yaml, new FixturesProblems("yaml"));
    return JsonParser.parseString(new String(text.json(), java.nio.charset.StandardCharsets.UTF_8))
        .getAsJsonObject();
  }
}
