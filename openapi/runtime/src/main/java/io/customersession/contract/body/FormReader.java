package io.customersession.contract.body;

import io.customersession.contract.json.Attachments;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a form: makes a tree of texts and JSON of them, which the codec of the schema
 * then reads and checks.
 */
final class FormReader {
  private static final String NO_RULE = "#";

  private final List<FormField> fields;
  private final Violations violations;
  private final Attachments attachments = new Attachments();
  private final Map<String, List<FormPart>> byName = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, @Nullable Object> tree = new LinkedHashMap<>();

  /** The fields whose value was JSON. */
  private final Set<String> json = new HashSet<>();

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
    return Json.decodeForm(
            variant.codec(), reader.tree(), reader.json, violations, reader.attachments)
        .value();
  }

  private Map<String, @Nullable Object> tree() {
    for (FormField field : fields) {
      if (field.style() == FormField.Style.BRACKETS) {
        brackets(field);
      } else if (field.kind() == FormField.Kind.OBJECT) {
        members(field);
      } else {
        add(field, byName.get(field.name()));
      }
    }
    for (Map.Entry<String, List<FormPart>> entry : byName.entrySet()) {
      String name = entry.getKey();
      if (!taken.contains(name) && !tree.containsKey(name)) {
        List<Object> texts = new ArrayList<>();
        entry.getValue().forEach(part -> texts.add(part.text()));
        tree.put(name, texts.size() == 1 ? texts.get(0) : texts);
      }
    }
    return tree;
  }

  private void add(FormField field, @Nullable List<FormPart> parts) {
    if (parts == null) {
      return;
    }
    taken.add(field.name());
    String delimiter = field.delimiter();
    boolean isRepeated =
        delimiter == null
            && (field.isList() || (field.kind() == FormField.Kind.CHOICE && parts.size() > 1));
    violations.enter(field.name());
    if (isRepeated) {
      List<@Nullable Object> items = new ArrayList<>();
      for (FormPart part : parts) {
        items.add(value(field, part));
      }
      tree.put(field.name(), items);
    } else if (parts.size() > 1) {
      violations.add(Rule.DUPLICATE, NO_RULE, field.name() + " is given more than once");
    } else if (field.isList()) {
      tree.put(field.name(), split(parts.get(0).text(), delimiter));
    } else {
      tree.put(field.name(), value(field, parts.get(0)));
    }
    violations.leave();
  }

  /** An empty text is a list without items. */
  private static List<String> split(String text, @Nullable String delimiter) {
    return text.isEmpty() || delimiter == null
        ? Collections.emptyList()
        : Arrays.asList(text.split(Pattern.quote(delimiter), -1));
  }

  /** Reads what is named by a field, with or without brackets behind it. */
  private void brackets(FormField field) {
    Object value = named(Collections.singleton(field.name())).get(field.name());
    if (value != null) {
      // Without brackets, it is a list or a text.
      boolean isOne = field.isList() && value instanceof String;
      tree.put(field.name(), isOne ? Collections.singletonList(value) : value);
    }
  }

  private void members(FormField object) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (object.delimiter() == null) {
      Set<String> names = new HashSet<>();
      for (FormField member : object.members()) {
        if (FormWriter.declared(fields, member.name()) == null) {
          names.add(member.name());
        }
      }
      members.putAll(named(names));
    } else {
      for (FormPart part : byName.getOrDefault(object.name(), Collections.emptyList())) {
        List<String> texts = split(part.text(), object.delimiter());
        if (texts.size() % 2 != 0) {
          violations.enter(object.name());
          violations.add(Rule.SYNTAX, NO_RULE, object.name() + " must have a value for each name");
          violations.leave();
        }
        for (int i = 0; i + 1 < texts.size(); i += 2) {
          members.put(texts.get(i), texts.get(i + 1));
        }
      }
      taken.add(object.name());
    }
    if (!members.isEmpty()) {
      tree.put(object.name(), members);
    }
  }

  /** Returns the texts of fields with these names, with or without brackets behind them. */
  private Map<String, Object> named(Set<String> names) {
    PairTree pairs = new PairTree();
    byName.forEach(
        (name, parts) -> {
          if (names.contains(PairTree.base(name))) {
            taken.add(name);
            parts.forEach(part -> pairs.add(name, part.text()));
          }
        });
    return pairs.root();
  }

  private @Nullable Object value(FormField field, FormPart part) {
    checkType(field, part);
    if (field.kind() == FormField.Kind.FILE) {
      return attachments.add(part.data());
    }
    String type = part.data().contentType();
    boolean mustBeJson = type != null && FormWriter.isJson(type);
    String text = part.text();
    boolean mayBeJson =
        field.kind() == FormField.Kind.JSON
            || (field.kind() == FormField.Kind.CHOICE
                && (text.startsWith("{") || text.startsWith("[")));
    if (!mustBeJson && !mayBeJson) {
      return text;
    }
    Decoded<Object> decoded =
        Json.decodeResponse(Codecs.any("#"), text.getBytes(StandardCharsets.UTF_8));
    if (decoded.decodable()) {
      json.add(field.name());
      return decoded.value();
    }
    if (mustBeJson) {
      violations.add(Rule.TYPE, NO_RULE, field.name() + " must be JSON");
      return null;
    }
    return text;
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
}
