package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.Attachments;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
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
    if (value == null) {
      return;
    }
    if (field.kind() == FormField.Kind.OBJECT && value instanceof Map) {
      object(field, (Map<?, ?>) value);
    } else if (field.isList() && value instanceof List) {
      list(field, (List<?>) value);
    } else {
      one(field, field.name(), value);
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
    List<String> texts = new ArrayList<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = String.valueOf(member.getKey());
      List<?> values =
          member.getValue() instanceof List
              ? (List<?>) member.getValue()
              : Collections.singletonList(member.getValue());
      for (Object value : values) {
        if (field.delimiter() != null) {
          texts.add(name);
          texts.add(text(value));
        } else {
          boolean inBrackets = field.style() == FormField.Style.BRACKETS;
          one(field, inBrackets ? field.name() + "[" + name + "]" : name, value);
        }
      }
    }
    if (field.delimiter() != null) {
      one(field, field.name(), joined(field, texts));
    }
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

  private static String text(@Nullable Object value) {
    return value instanceof Map || value instanceof List ? json(value) : String.valueOf(value);
  }

  private static String json(Object value) {
    return new String(Json.encode(Codecs.any("#"), value), StandardCharsets.UTF_8);
  }
}
