package io.customersession.stub.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.SessionSettings;
import io.customersession.stub.session.Behaviour;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an IDE reads from the jar: the file that the build has written. */
class ConfigurationMetadataTest {
  private static JsonObject metadata() throws Exception {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                ConfigurationMetadata.class.getResourceAsStream(
                    "/META-INF/spring-configuration-metadata.json")),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static List<JsonObject> all(String member) throws Exception {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonElement element : metadata().getAsJsonArray(member)) {
      objects.add(element.getAsJsonObject());
    }
    return objects;
  }

  private static String text(JsonObject object, String member) {
    return object.get(member).getAsString();
  }

  @Test
  void properties_areEverySettingAndTheUrl() throws Exception {
    List<String> expected =
        new ArrayList<>(SessionSettings.all().stream().map(ConfiguredSettings::property).toList());
    expected.add("customer-session.stub.url");

    assertThat(all("properties"))
        .extracting(property -> text(property, "name"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void properties_haveTheTypeThatAnIdeChecks() throws Exception {
    assertThat(all("properties"))
        .extracting(property -> text(property, "name"), property -> text(property, "type"))
        .contains(
            tuple("customer-session.stub.strict", "java.lang.Boolean"),
            tuple("customer-session.stub.max-sessions", "java.lang.Integer"),
            tuple("customer-session.stub.max-memory", "java.lang.Long"),
            tuple("customer-session.stub.api-key", "java.util.List<java.lang.String>"),
            tuple("customer-session.stub.store-timeout", "java.lang.String"));
  }

  @Test
  void description_hasTheDefaultInWords() throws Exception {
    assertThat(all("properties"))
        .extracting(property -> text(property, "description"))
        .contains(
            "The maximum number of sessions in a world; one more gets 507. Default: 100000.",
            SessionSettings.API_KEY.description() + " Default: none.");
  }

  @Test
  void hints_areTheWordsOfChoices() throws Exception {
    assertThat(all("hints"))
        .filteredOn(hint -> text(hint, "name").equals("customer-session.stub.repeated-move"))
        .singleElement()
        .extracting(hint -> hint.getAsJsonArray("values").toString())
        .isEqualTo("[{\"value\":\"refuse\"},{\"value\":\"accept\"}]");
    assertThat(Behaviour.REPEATED_MOVE.type().label()).isEqualTo("refuse|accept");
  }
}
