package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What templates render of security schemes and of the alternatives to authenticate. */
final class SecurityData {
  private final List<Map<String, Object>> schemes = new ArrayList<>();
  private final Map<String, String> constants = new HashMap<>();
  private final List<SecurityRequirement> ofDocument;

  SecurityData(OpenAPI document) {
    ofDocument = document.getSecurity() == null ? List.of() : document.getSecurity();
    Map<String, SecurityScheme> declared =
        document.getComponents() == null ? null : document.getComponents().getSecuritySchemes();
    new TreeMap<>(declared == null ? Map.of() : declared)
        .forEach(
            (name, scheme) -> {
              constants.put(name, constant(name));
              schemes.add(row(name, scheme));
            });
  }

  /** Returns the rows of the template {@code SecuritySchemes}, in alphabetical order. */
  List<Map<String, Object>> schemes() {
    return schemes;
  }

  private Map<String, Object> row(String name, SecurityScheme scheme) {
    String creator = creator(scheme);
    List<String> arguments = new ArrayList<>(List.of(quoted(name)));
    if (creator.startsWith("new")) {
      arguments.add(quoted(prefix(scheme)));
    } else if (scheme.getType() == SecurityScheme.Type.APIKEY) {
      arguments.add(quoted(String.valueOf(scheme.getName())));
    }
    return Map.of(
        "code",
        Javadoc.code(name),
        "constant",
        constants.getOrDefault(name, ""),
        "creator",
        creator,
        "arguments",
        arguments);
  }

  /** Returns a name for the constant of a scheme that no other scheme has. */
  private String constant(String name) {
    String constant = JavaNames.constant(name).replaceAll("[^A-Z0-9_]", "_");
    if (!Pattern.matches("[A-Z].*", constant)) {
      constant = "SCHEME_" + constant;
    }
    String free = constant;
    for (int i = 2; constants.containsValue(free); i++) {
      free = constant + "_" + i;
    }
    return free;
  }

  private static String creator(SecurityScheme scheme) {
    if (scheme.getType() == SecurityScheme.Type.MUTUALTLS) {
      return "SecurityScheme.connection";
    }
    if (scheme.getType() != SecurityScheme.Type.APIKEY
        || scheme.getIn() == null
        || (scheme.getIn() == SecurityScheme.In.HEADER
            && "Authorization".equalsIgnoreCase(scheme.getName()))) {
      return "new SecurityScheme";
    }
    return "SecurityScheme." + scheme.getIn();
  }

  /** Returns the word before a credential in the Authorization header. */
  private static String prefix(SecurityScheme scheme) {
    if (scheme.getExtensions() != null && scheme.getExtensions().containsKey("x-prefix")) {
      return String.valueOf(scheme.getExtensions().get("x-prefix"));
    }
    if (scheme.getType() == SecurityScheme.Type.APIKEY) {
      return "";
    }
    String word = scheme.getType() == SecurityScheme.Type.HTTP ? scheme.getScheme() : null;
    return word == null || word.isEmpty()
        ? "Bearer"
        : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String quoted(String text) {
    return "\"" + JavaText.literal(text) + "\"";
  }

  /**
   * Returns the constants of the schemes in each alternative to authenticate. Schemes that the
   * document does not declare are left out, and so are alternatives of nothing else.
   *
   * @param ofOperation what the operation declares, or null for what the document does
   */
  List<List<String>> alternatives(@Nullable List<SecurityRequirement> ofOperation) {
    List<List<String>> alternatives = new ArrayList<>();
    for (SecurityRequirement requirement : ofOperation == null ? ofDocument : ofOperation) {
      List<String> needed =
          requirement.keySet().stream()
              .filter(constants::containsKey)
              .map(name -> "SecuritySchemes." + constants.get(name))
              .toList();
      if (requirement.isEmpty() || !needed.isEmpty()) {
        alternatives.add(needed);
      }
    }
    return alternatives;
  }

  /** Returns the calls that declare the alternatives. */
  List<Map<String, Object>> calls(@Nullable List<SecurityRequirement> ofOperation) {
    List<List<String>> alternatives = alternatives(ofOperation);
    if (alternatives.stream().allMatch(each -> each.size() == 1)) {
      return alternatives.isEmpty()
          ? List.of()
          : List.of(
              ParameterData.call(
                  "security",
                  alternatives.stream().map(each -> each.get(0)).toArray(String[]::new)));
    }
    return alternatives.stream()
        .map(each -> ParameterData.call("securityOfAll", each.toArray(String[]::new)))
        .toList();
  }
}
