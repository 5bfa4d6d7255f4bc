package io.customersession.contract.body;

import io.customersession.contract.json.Attachments;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a form: makes a JSON object of them, which the codec of the schema then reads
 * and checks.
 */
final class FormReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,400})(?:\\.[0-9]{1,400})?(?:[eE][-+]?[0-9]{1,4})?");

  private static final String NO_RULE = "#";

  private final List<FormField> fields;
  private final Violations violations;
  private final Attachments attachments = new Attachments();
  private final Map<String, List<FormPart>> byName = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, @Nullable Object> json = new LinkedHashMap<>();

  private FormReader(List<FormField> fields, List<FormPart> parts, Violations violations) {
    this.fields = fields;
    this.violations = violations;
    for (FormPart part : parts) {
      byName.computeIfAbsent(part.name(), name -> new ArrayList<>(1)).add(part);
    }
  }

  static @Nullable Object read(
      BodyDefinition.Variant variant, List<FormPart> parts, Violations violations) {
    FormReader reader = new FormReader(variant.fields(), parts, violations);
    byte[] object = Json.encode(Codecs.any("#"), reader.object());
    return Json.decodeForm(variant.codec(), object, violations, reader.attachments).value();
  }

  private Map<String, @Nullable Object> object() {
    for (FormField field : fields) {
      if (field.kind() == FormField.Kind.OBJECT) {
        members(field);
      } else {
        add(field, byName.get(field.name()));
      }
    }
    for (Map.Entry<String, List<FormPart>> entry : byName.entrySet()) {
      String name = entry.getKey();
      if (!taken.contains(name) && !json.containsKey(name)) {
        List<Object> texts = new ArrayList<>();
        entry.getValue().forEach(part -> texts.add(part.text()));
        json.put(name, texts.size() == 1 ? texts.get(0) : texts);
      }
    }
    return json;
  }

  private void add(FormField field, @Nullable List<FormPart> parts) {
    if (parts == null) {
      return;
    }
    taken.add(field.name());
    String delimiter = field.delimiter();
    violations.enter(field.name());
    if (field.isList() && delimiter == null) {
      List<@Nullable Object> items = new ArrayList<>();
      for (FormPart part : parts) {
        items.add(value(field, part));
      }
      json.put(field.name(), items);
    } else if (parts.size() > 1) {
      violations.add(Rule.DUPLICATE, NO_RULE, field.name() + " is given more than once");
    } else if (field.isList()) {
      List<@Nullable Object> items = new ArrayList<>();
      for (String text : split(parts.get(0).text(), delimiter)) {
        items.add(value(field.kind(), text));
      }
      json.put(field.name(), items);
    } else {
      json.put(field.name(), value(field, parts.get(0)));
    }
    violations.leave();
  }

  /** An empty text is a list without items. */
  private static List<String> split(String text, @Nullable String delimiter) {
    return text.isEmpty() || delimiter == null
        ? List.of()
        : List.of(text.split(Pattern.quote(delimiter), -1));
  }

  private void members(FormField object) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (object.delimiter() != null) {
      List<FormPart> parts = byName.getOrDefault(object.name(), List.of());
      taken.add(object.name());
      for (FormPart part : parts) {
        List<String> texts = split(part.text(), object.delimiter());
        if (texts.size() % 2 != 0) {
          violations.enter(object.name());
          violations.add(Rule.SYNTAX, NO_RULE, object.name() + " must have a value for each name");
          violations.leave();
        }
        for (int i = 0; i + 1 < texts.size(); i += 2) {
          members.put(texts.get(i), value(object, texts.get(i), texts.get(i + 1)));
        }
      }
    } else {
      boolean inBrackets = object.style() == FormField.Style.BRACKETS;
      for (Map.Entry<String, List<FormPart>> entry : byName.entrySet()) {
        String name = entry.getKey();
        String member = inBrackets ? member(object.name(), name) : name;
        boolean isKnown =
            inBrackets
                ? member != null
                : FormWriter.declared(object.members(), name) != null
                    && FormWriter.declared(fields, name) == null;
        if (isKnown && member != null) {
          taken.add(name);
          members.put(member, values(object, member, entry.getValue()));
        }
      }
    }
    if (!members.isEmpty()) {
      json.put(object.name(), members);
    }
  }

  private @Nullable Object values(FormField object, String member, List<FormPart> parts) {
    FormField declared = FormWriter.declared(object.members(), member);
    if (parts.size() == 1 && (declared == null || !declared.isList())) {
      return value(object, member, parts.get(0).text());
    }
    List<@Nullable Object> items = new ArrayList<>();
    parts.forEach(part -> items.add(value(object, member, part.text())));
    return items;
  }

  private static @Nullable Object value(FormField object, String member, String text) {
    FormField declared = FormWriter.declared(object.members(), member);
    return value(declared == null ? FormField.Kind.TEXT : declared.kind(), text);
  }

  /** Returns the name in brackets, or null. */
  private static @Nullable String member(String object, String name) {
    return name.startsWith(object + "[") && name.endsWith("]")
        ? name.substring(object.length() + 1, name.length() - 1)
        : null;
  }

  private @Nullable Object value(FormField field, FormPart part) {
    checkType(field, part);
    if (field.kind() == FormField.Kind.FILE) {
      return attachments.add(part.data());
    }
    String type = part.data().contentType();
    boolean isJson =
        field.kind() == FormField.Kind.JSON || (type != null && FormWriter.isJson(type));
    if (!isJson) {
      return value(field.kind(), part.text());
    }
    Decoded<Object> decoded = Json.decodeResponse(Codecs.any("#"), part.data().toByteArray());
    if (!decoded.decodable()) {
      violations.add(Rule.TYPE, NO_RULE, field.name() + " must be JSON");
      return null;
    }
    return decoded.value();
  }

  private void checkType(FormField field, FormPart part) {
    String declared = field.contentType();
    String sent = part.data().contentType();
    if (declared == null || sent == null) {
      return;
    }
    MediaType type = MediaType.of(sent);
    for (String range : declared.split(",", -1)) {
      if (MediaType.of(range.strip()).includes(type)) {
        return;
      }
    }
    violations.add(
        Rule.NOT_ALLOWED, NO_RULE, field.name() + " must have the content type " + declared);
  }

  /**
   * A text that is not the literal which the schema wants stays a text, which the codec refuses.
   */
  private static @Nullable Object value(FormField.Kind kind, String text) {
    if (kind == FormField.Kind.LITERAL) {
      if (text.equals("true") || text.equals("false")) {
        return Boolean.valueOf(text);
      }
      if (NUMBER.matcher(text).matches()) {
        return new BigDecimal(text);
      }
    } else if (kind == FormField.Kind.JSON) {
      Decoded<Object> decoded =
          Json.decodeResponse(
              Codecs.any("#"), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return decoded.decodable() ? decoded.value() : text;
    }
    return text;
  }
}
