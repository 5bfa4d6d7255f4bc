package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.Attachments;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the fields of a form from a value. */
final class FormWriter {
  private static final String JSON = "application/json";

  private final boolean isMultipart;
  private final Attachments attachments = new Attachments();
  private final List<FormPart> parts = new ArrayList<>();

  private FormWriter(boolean isMultipart) {
    this.isMultipart = isMultipart;
  }

  @SuppressWarnings("unchecked") // callers pass what the document declares
  static List<FormPart> parts(BodyDefinition.Variant variant, Object value) {
    FormWriter writer = new FormWriter(variant.format() == BodyDefinition.Format.MULTIPART);
    byte[] json = Json.encodeForm((JsonCodec<Object>) variant.codec(), value, writer.attachments);
    Object fields = Json.decodeResponse(Codecs.any("#"), json).value();
    if (!(fields instanceof Map)) {
      throw new IllegalArgumentException("a form must be an object");
    }
    for (Map.Entry<?, ?> field : ((Map<?, ?>) fields).entrySet()) {
      String name = String.valueOf(field.getKey());
      FormField declared = declared(variant.fields(), name);
      writer.add(
          declared == null ? undeclared(name, field.getValue()) : declared, field.getValue());
    }
    return writer.parts;
  }

  static @Nullable FormField declared(List<FormField> fields, String name) {
    for (FormField field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  private static FormField undeclared(String name, @Nullable Object value) {
    if (value instanceof List) {
      return FormField.text(name).list();
    }
    return value instanceof Map ? FormField.json(name) : FormField.text(name);
  }

  private void add(FormField field, @Nullable Object value) {
    boolean mayBeList = field.isList() || field.kind() == FormField.Kind.CHOICE;
    if (field.style() == FormField.Style.BRACKETS) {
      brackets(field.name(), value);
    } else if (field.kind() == FormField.Kind.OBJECT && value instanceof Map) {
      object(field, (Map<?, ?>) value);
    } else if (mayBeList && value instanceof List) {
      list(field, (List<?>) value);
    } else {
      one(field, field.name(), value);
    }
  }

  /** Adds a field for each text in a value. Null, an empty list and an empty object have none. */
  private void brackets(String name, @Nullable Object value) {
    if (value instanceof Map) {
      ((Map<?, ?>) value).forEach((member, each) -> brackets(name + "[" + member + "]", each));
    } else if (value instanceof List) {
      int index = 0;
      for (Object item : (List<?>) value) {
        boolean isText = !(item instanceof Map || item instanceof List);
        brackets(name + (isText ? "[]" : "[" + index + "]"), item);
        index++;
      }
    } else if (value != null) {
      parts.add(FormPart.text(name, scalar(value), null));
    }
  }

  private void list(FormField field, List<?> items) {
    String delimiter = field.delimiter();
    if (delimiter == null) {
      items.forEach(item -> one(field, field.name(), item));
    } else {
      List<String> texts = new ArrayList<>();
      items.forEach(item -> texts.add(text(item)));
      one(field, field.name(), joined(field, texts));
    }
  }

  private void object(FormField field, Map<?, ?> members) {
    if (field.delimiter() == null) {
      members.forEach((name, value) -> member(String.valueOf(name), value));
      return;
    }
    List<String> texts = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException(
                field.name() + " contains a list or an object, which its style cannot represent");
          }
          if (value != null) {
            texts.add(String.valueOf(name));
            texts.add(text(value));
          }
        });
    one(field, field.name(), joined(field, texts));
  }

  /** Adds a member of an object by its own name; a list of texts is repeated. */
  private void member(String name, @Nullable Object value) {
    if (value instanceof List && isOfTexts((List<?>) value)) {
      ((List<?>) value).forEach(item -> brackets(name, item));
    } else {
      brackets(name, value);
    }
  }

  private static boolean isOfTexts(List<?> items) {
    return items.stream().noneMatch(item -> item instanceof Map || item instanceof List);
  }

  /** A text that contains the delimiter would be read as several. */
  private static String joined(FormField field, List<String> texts) {
    String delimiter = Objects.requireNonNull(field.delimiter());
    for (String text : texts) {
      if (text.contains(delimiter)) {
        throw new IllegalArgumentException(
            "an item of " + field.name() + " must not contain \"" + delimiter + "\"");
      }
    }
    return String.join(delimiter, texts);
  }

  private void one(FormField field, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (field.kind() == FormField.Kind.FILE) {
      parts.add(new FormPart(name, file(field, Objects.requireNonNull(octets(value)))));
      return;
    }
    boolean isJson =
        field.kind() == FormField.Kind.JSON || value instanceof Map || value instanceof List;
    String declared = firstType(field);
    String type = !isMultipart ? null : declared != null ? declared : isJson ? JSON : null;
    boolean writesJson = isJson || (type != null && isJson(type));
    parts.add(FormPart.text(name, writesJson ? json(value) : text(value), type));
  }

  /** Returns the octets that a text stands for. */
  private BinaryData octets(Object value) {
    BinaryData attached = attachments.get(String.valueOf(value));
    return attached == null ? BinaryData.of(String.valueOf(value)) : attached;
  }

  /** A file has a name, so that servers know that it is one. */
  private BinaryData file(FormField field, BinaryData data) {
    String type = data.contentType() != null ? data.contentType() : firstType(field);
    return data.withContentType(type == null ? "application/octet-stream" : type)
        .withFileName(data.fileName() == null ? field.name() : data.fileName());
  }

  private static @Nullable String firstType(FormField field) {
    if (field.contentType() == null) {
      return null;
    }
    for (String type : field.contentType().split(",", -1)) {
      if (MediaType.of(type.strip()).isConcrete()) {
        return type.strip();
      }
    }
    return null;
  }

  static boolean isJson(String type) {
    String essence = MediaType.of(type).essence();
    return essence.equals(JSON) || essence.endsWith("+json");
  }

  private String text(@Nullable Object value) {
    return value instanceof Map || value instanceof List ? json(value) : scalar(value);
  }

  /** Octets in a text are UTF-8. */
  private String scalar(@Nullable Object value) {
    String text = String.valueOf(value);
    BinaryData attached = attachments.get(text);
    return attached == null ? text : new String(attached.toByteArray(), StandardCharsets.UTF_8);
  }

  private static String json(Object value) {
    return new String(Json.encode(Codecs.any("#"), value), StandardCharsets.UTF_8);
  }
}
