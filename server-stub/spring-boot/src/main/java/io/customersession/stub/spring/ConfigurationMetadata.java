package io.customersession.stub.spring;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Describes the properties of the stub for IDEs, which then complete and explain them in
 * configuration files. The build runs it; nothing else does.
 */
final class ConfigurationMetadata {
  private ConfigurationMetadata() {}

  /** Writes the description to the file that the only argument names. */
  public static void main(String[] args) throws IOException {
    JsonArray properties = new JsonArray();
    JsonArray hints = new JsonArray();
    for (Setting<?> setting : SessionSettings.all()) {
      String name = ConfiguredSettings.property(setting);
      properties.add(property(name, type(setting), sentences(setting)));
      if (setting.defaultValue() instanceof Enum<?>) {
        hints.add(choice(name, setting.type().label()));
      }
    }
    properties.add(
        property(
            ConfiguredSettings.URL,
            String.class.getName(),
            "The URL of the stub, which the stub sets: read it, for instance as"
                + " ${customer-session.stub.url}."));
    JsonObject metadata = new JsonObject();
    metadata.add("properties", properties);
    metadata.add("hints", hints);
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(metadata));
  }

  /** The default is in words, as that of some settings depends on others. */
  private static String sentences(Setting<?> setting) {
    return setting.description()
        + " Default: "
        + (setting.defaultText().isEmpty() ? "none" : setting.defaultText())
        + ".";
  }

  private static String type(Setting<?> setting) {
    Object value = setting.defaultValue();
    return setting.type().separator() != null
        ? "java.util.List<java.lang.String>"
        : value instanceof Boolean || value instanceof Number
            ? value.getClass().getName()
            : String.class.getName();
  }

  private static JsonObject property(String name, String type, String description) {
    JsonObject property = new JsonObject();
    property.addProperty("name", name);
    property.addProperty("type", type);
    property.addProperty("description", description);
    return property;
  }

  private static JsonObject choice(String name, String label) {
    JsonArray values = new JsonArray();
    for (String value : label.split("\\|", -1)) {
      JsonObject entry = new JsonObject();
      entry.addProperty("value", value);
      values.add(entry);
    }
    JsonObject hint = new JsonObject();
    hint.addProperty("name", name);
    hint.add("values", values);
    return hint;
  }
}
