package io.customersession.contract.client;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON pointers safe for messages and logs: names that the document does not declare, such as
 * the names of custom attributes, may be personal data.
 */
public final class MaskedPointer {
  private static final int MAX_STEPS = 30;
  private static final int MAX_LENGTH = 1000;
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,5}");
  private static final String UNDECLARED = "a name that no document declares";
  private static final String MASK = "/*";

  private final JsonCodec<?> codec;

  private MaskedPointer(JsonCodec<?> codec) {
    this.codec = codec;
  }

  /**
   * Returns a pointer up to the first name that the schema does not declare, which is replaced with
   * an asterisk: {@code /attributes/jane/0} becomes {@code /attributes/*}.
   *
   * @param codec the codec of the body, or null if the document declares none
   * @param pointer a JSON pointer into the body, from any source
   */
  public static String of(@Nullable JsonCodec<?> codec, String pointer) {
    if (pointer.isEmpty()) {
      return "";
    }
    if (codec == null || !pointer.startsWith("/") || pointer.length() > MAX_LENGTH) {
      return MASK;
    }
    List<String> steps = JsonPointer.parse(pointer).steps();
    MaskedPointer schema = new MaskedPointer(codec);
    StringBuilder masked = new StringBuilder();
    List<String> parent = new ArrayList<>();
    for (String step : steps) {
      boolean isIndex = INDEX.matcher(step).matches();
      boolean isDeclared =
          parent.size() < MAX_STEPS
              && (isIndex ? schema.hasItems(parent) : schema.declares(parent, step));
      if (!isDeclared) {
        return masked.append(MASK).toString();
      }
      masked.append('/').append(JsonPointer.escape(step));
      parent.add(isIndex ? "0" : step);
    }
    return masked.toString();
  }

  /**
   * Returns true if the schema declares a member. The codec reports names that it does not declare;
   * where it does not, any name is allowed.
   */
  private boolean declares(List<String> parent, String name) {
    return !refuses(parent, name) && refuses(parent, UNDECLARED);
  }

  private boolean hasItems(List<String> parent) {
    return violations(parent, List.of(Map.of())).stream()
        .noneMatch(it -> it.rule() == Rule.TYPE && it.location().equals(pointer(parent)));
  }

  private boolean refuses(List<String> parent, String name) {
    List<String> steps = new ArrayList<>(parent);
    steps.add(name);
    return violations(parent, Map.of(name, Map.of())).stream()
        .anyMatch(it -> it.rule().isOfUndeclaredName() && it.location().equals(pointer(steps)));
  }

  /** Returns the violations of a document that has nothing but a value at a place. */
  private List<Violation> violations(List<String> parent, Object value) {
    Object body = value;
    for (int i = parent.size() - 1; i >= 0; i--) {
      String step = parent.get(i);
      body = step.equals("0") ? List.of(body) : Map.of(step, body);
    }
    return Json.decodeRequest(codec, Json.encode(Codecs.any("#"), body), new Violations())
        .violations();
  }

  private static String pointer(List<String> steps) {
    return JsonPointer.of(steps.toArray(new String[0])).toString();
  }
}
