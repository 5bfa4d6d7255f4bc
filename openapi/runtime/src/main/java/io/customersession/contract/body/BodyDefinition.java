package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ScalarCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media types that a document declares for a body, each with its format. All formats of one
 * body read and write the same values. Immutable.
 */
public final class BodyDefinition {
  /** How the octets of a body represent a value. */
  public enum Format {
    /** JSON in UTF-8. */
    JSON,
    /** Text in the charset that the media type names, by default UTF-8. */
    TEXT,
    /** Octets as they are. */
    BINARY,
    /** Fields in the style of a query. */
    FORM,
    /** Fields and files, each a part of its own. */
    MULTIPART
  }

  static final String OCTETS = "application/octet-stream";

  private final List<Variant> variants;

  private BodyDefinition(List<Variant> variants) {
    this.variants = variants;
  }

  /** Returns a body in JSON. */
  public static BodyDefinition json(JsonCodec<?> codec, String... types) {
    return of(Format.JSON, codec, Collections.emptyList(), types);
  }

  /** Returns a body that is text. */
  public static BodyDefinition text(ScalarCodec<?> codec, String... types) {
    return of(Format.TEXT, codec, Collections.emptyList(), types);
  }

  /** Returns a body of octets. */
  public static BodyDefinition binary(String... types) {
    return of(Format.BINARY, Codecs.binary(""), Collections.emptyList(), types);
  }

  /** Returns a body of fields in the style of a query. */
  public static BodyDefinition form(JsonCodec<?> codec, FormField... fields) {
    return of(Format.FORM, codec, Arrays.asList(fields.clone()), MediaType.FORM);
  }

  /** Returns a body of fields and files. */
  public static BodyDefinition multipart(JsonCodec<?> codec, FormField... fields) {
    return of(Format.MULTIPART, codec, Arrays.asList(fields.clone()), MediaType.MULTIPART_FORM);
  }

  private static BodyDefinition of(
      Format format, JsonCodec<?> codec, List<FormField> fields, String... types) {
    List<Variant> variants = new ArrayList<>();
    for (String type : types) {
      variants.add(new Variant(MediaType.of(type), format, codec, fields));
    }
    return new BodyDefinition(Collections.unmodifiableList(variants));
  }

  /** Returns this body with the media types of another one after its own. */
  public BodyDefinition or(BodyDefinition other) {
    List<Variant> all = new ArrayList<>(variants);
    all.addAll(other.variants);
    return new BodyDefinition(Collections.unmodifiableList(all));
  }

  /**
   * Returns this body at its place in the document.
   *
   * @param location where the document declares the body
   */
  public BodyDefinition under(String location) {
    List<Variant> placed = new ArrayList<>();
    for (Variant variant : variants) {
      placed.add(
          new Variant(variant.type, variant.format, variant.codec.under(location), variant.fields));
    }
    return new BodyDefinition(Collections.unmodifiableList(placed));
  }

  /** Returns the media types in the order of preference; at least one. */
  public List<Variant> variants() {
    return variants;
  }

  /** Returns the media type that is sent if nobody chooses another. */
  public Variant preferred() {
    return variants.get(0);
  }

  /** Returns the media type to send a value with: that of octets if they have one. */
  public Variant variantOf(Object value) {
    String own = value instanceof BinaryData ? ((BinaryData) value).contentType() : null;
    Variant variant = own == null ? null : variant(MediaType.of(own));
    return variant == null ? preferred() : variant;
  }

  /** Returns the media type that a Content-Type belongs to, or null if it is not declared. */
  public @Nullable Variant variant(MediaType contentType) {
    Variant found = null;
    for (Variant variant : variants) {
      if (variant.type.includes(contentType)
          && (found == null || (!found.type.isConcrete() && variant.type.isConcrete()))) {
        found = variant;
      }
    }
    return found;
  }

  /**
   * Returns the media type that an Accept header prefers, or null if it accepts none of them.
   *
   * @param accept the ranges that the header lists; empty for any
   */
  public @Nullable Variant accepted(List<MediaType> accept) {
    Variant found = null;
    double best = 0;
    for (Variant variant : variants) {
      double quality = accept.isEmpty() ? 1 : quality(accept, variant.type);
      if (quality > best) {
        best = quality;
        found = variant;
      }
    }
    return found;
  }

  /** The most specific range counts. */
  private static double quality(List<MediaType> accept, MediaType type) {
    MediaType nearest = null;
    for (MediaType range : accept) {
      boolean isMatch = range.includes(type) || (!type.isConcrete() && type.includes(range));
      if (isMatch && (nearest == null || nearest.includes(range))) {
        nearest = range;
      }
    }
    return nearest == null ? 0 : nearest.quality();
  }

  /** Returns true if the only media type is {@code application/json}, the default. */
  public boolean isPlainJson() {
    return variants.size() == 1
        && preferred().format == Format.JSON
        && preferred().type.toString().equals("application/json");
  }

  /** Returns the codec of the JSON, or null if the body is never JSON. */
  public @Nullable JsonCodec<?> jsonCodec() {
    for (Variant variant : variants) {
      if (variant.format == Format.JSON) {
        return variant.codec;
      }
    }
    return null;
  }

  /** Returns true if a body may not fit into memory, because it is binary or has files. */
  public boolean isLarge() {
    for (Variant variant : variants) {
      if (variant.format == Format.BINARY || variant.format == Format.MULTIPART) {
        return true;
      }
    }
    return false;
  }

  /** One media type of a body, and its format. Immutable. */
  public static final class Variant {
    private final MediaType type;
    private final Format format;
    private final JsonCodec<?> codec;
    private final List<FormField> fields;

    Variant(MediaType type, Format format, JsonCodec<?> codec, List<FormField> fields) {
      this.type = type;
      this.format = format;
      this.codec = codec;
      this.fields = fields;
    }

    /** Returns the media type, or a range of them, as the document declares it. */
    public MediaType type() {
      return type;
    }

    /** Returns the format. */
    public Format format() {
      return format;
    }

    /** Returns the codec of the values. */
    public JsonCodec<?> codec() {
      return codec;
    }

    List<FormField> fields() {
      return fields;
    }

    /**
     * Returns the Content-Type to send: the declared type, or one in the declared range.
     *
     * @throws IllegalArgumentException if only the caller can know it, such as that of an image
     */
    public String contentType() {
      if (type.isConcrete()) {
        boolean isPlainText = format == Format.TEXT && type.essence().startsWith("text/");
        return isPlainText && type.parameter("charset") == null
            ? type + "; charset=utf-8"
            : type.toString();
      }
      String usual =
          format == Format.JSON
              ? "application/json"
              : format == Format.TEXT ? "text/plain; charset=utf-8" : OCTETS;
      for (String candidate : List.of(usual, OCTETS)) {
        if (type.includes(MediaType.of(candidate))) {
          return candidate;
        }
      }
      throw new IllegalArgumentException(
          "the body needs a content type of its own, because the document declares " + type);
    }
  }
}
