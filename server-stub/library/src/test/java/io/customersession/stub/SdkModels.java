package io.customersession.stub;

import io.customersession.contract.json.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of the vendor's SDKs: which models they read responses into, and what these need. */
final class SdkModels {
  /**
   * One generation of an SDK.
   *
   * @param operations the operations of this document that it has
   * @param userAgent the header that it sends, or empty text if it sends none
   * @param refusesUnknown whether it refuses a property that it does not know
   */
  record Sdk(
      String name,
      String source,
      Set<String> operations,
      String userAgent,
      boolean refusesUnknown,
      Map<String, Model> models) {
    /** Returns the version of the API that the SDK is made for. */
    ApiVersion version() {
      return ApiVersion.of(name.replaceFirst("[a-z]+-([0-9]+\\.[0-9]+).*", "$1"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A model, with the file and the line that it was read from. */
  record Model(String source, Map<String, Property> properties) {}

  /**
   * A property of a model.
   *
   * @param declaredRequired whether the SDK calls it required
   * @param refusesAbsent whether the SDK refuses a response without it
   * @param refusesNull whether the SDK refuses {@code null}
   */
  record Property(
      SdkType type, boolean declaredRequired, boolean refusesAbsent, boolean refusesNull) {
    static Property of(String text) {
      String type = text;
      boolean refusesNull = type.endsWith("^");
      type = refusesNull ? type.substring(0, type.length() - 1) : type;
      boolean refusesAbsent = type.endsWith("!");
      boolean declaredRequired = refusesAbsent || type.endsWith("*");
      type = declaredRequired ? type.substring(0, type.length() - 1) : type;
      return new Property(SdkType.of(type), declaredRequired, refusesAbsent, refusesNull);
    }
  }

  /**
   * A requirement that no response can meet.
   *
   * @param sdk the name of an SDK, or {@code *}
   */
  record Exemption(String sdk, String property, String kind, String reason) {}

  private static final SdkModels TABLE = read("sdk/models.txt");

  private final List<Sdk> sdks = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();
  private final List<String> notCovered = new ArrayList<>();

  private SdkModels() {}

  static List<Sdk> sdks() {
    return TABLE.sdks;
  }

  static Sdk sdk(String name) {
    return TABLE.sdks.stream()
        .filter(sdk -> sdk.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no row for " + name));
  }

  static List<Exemption> exemptions() {
    return TABLE.exemptions;
  }

  static List<String> notCovered() {
    return TABLE.notCovered;
  }

  static String text(String resource) {
    try (InputStream in = SdkModels.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SdkModels read(String resource) {
    SdkModels table = new SdkModels();
    text(resource)
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(table::add);
    return table;
  }

  private void add(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "sdk" -> sdks.add(sdk(words));
      case "except" -> {
        String[] parts = line.split(" ", 5);
        exemptions.add(new Exemption(parts[1], parts[2], parts[3], parts[4]));
      }
      case "not-covered" -> notCovered.add(line.substring("not-covered ".length()));
      default -> sdks.get(sdks.size() - 1).models().put(words[0], model(words));
    }
  }

  private static Sdk sdk(String[] words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new Sdk(
        words[1],
        values.get("repository") + " " + values.get("commit") + " " + values.get("folder"),
        Set.of(values.get("operations").split(",", -1)),
        values.get("user-agent").replaceFirst("^none$", ""),
        values.get("unknown").equals("refused"),
        new LinkedHashMap<>());
  }

  private static Model model(String[] words) {
    Map<String, Property> properties = new LinkedHashMap<>();
    for (int i = 2; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      properties.put(words[i].substring(0, colon), Property.of(words[i].substring(colon + 1)));
    }
    return new Model(words[1], properties);
  }
}
