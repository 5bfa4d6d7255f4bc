package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ScalarCodec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes values as bodies. */
public final class BodyWriter {
  private BodyWriter() {}

  /**
   * Returns the octets of a value, with their Content-Type.
   *
   * @param variant the media type
   * @param value a value of the declared type
   * @throws IllegalArgumentException if the value cannot be written
   */
  public static BinaryData write(BodyDefinition.Variant variant, Object value) {
    String own = value instanceof BinaryData ? ((BinaryData) value).contentType() : null;
    if (own != null && variant.type().includes(MediaType.of(own))) {
      return (BinaryData) value;
    }
    String declared = variant.contentType();
    if (own != null && !declared.equals(BodyDefinition.OCTETS)) {
      throw new IllegalArgumentException(
          "the body has the content type " + own + ", but the document declares " + declared);
    }
    return write(variant, MediaType.of(declared), value);
  }

  /**
   * Returns the octets of a value in a chosen media type.
   *
   * @param variant the declared media type
   * @param contentType the media type to write, which belongs to the declared one
   * @param value a value of the declared type
   * @throws IllegalArgumentException if the value cannot be written
   */
  @SuppressWarnings("unchecked") // callers pass what the document declares
  public static BinaryData write(
      BodyDefinition.Variant variant, MediaType contentType, Object value) {
    JsonCodec<Object> codec = (JsonCodec<Object>) variant.codec();
    switch (variant.format()) {
      case JSON:
        requireUtf8(contentType);
        return BinaryData.of(Json.encode(codec, value)).withContentType(contentType.toString());
      case TEXT:
        return text(((ScalarCodec<Object>) codec).format(value), contentType);
      case FORM:
        requireUtf8(contentType);
        return BinaryData.of(UrlEncoding.write(FormWriter.parts(variant, value)))
            .withContentType(contentType.toString());
      case MULTIPART:
        return MultipartWriter.write(FormWriter.parts(variant, value));
      default:
        return ((BinaryData) value).withContentType(contentType.toString());
    }
  }

  private static void requireUtf8(MediaType contentType) {
    if (!StandardCharsets.UTF_8.equals(contentType.charset())) {
      throw new IllegalArgumentException("a body of " + contentType + " cannot be written");
    }
  }

  /** Characters that the charset lacks would otherwise become question marks. */
  private static BinaryData text(String text, MediaType contentType) {
    Charset charset = contentType.charset();
    if (charset == null || !charset.canEncode()) {
      throw new IllegalArgumentException("the charset of " + contentType + " is not known");
    }
    try {
      ByteBuffer octets = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[octets.remaining()];
      octets.get(bytes);
      return BinaryData.of(bytes).withContentType(contentType.toString());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the text has a character that " + charset + " does not have", e);
    }
  }
}
