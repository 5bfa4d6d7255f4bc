package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ScalarCodec;
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
  @SuppressWarnings("unchecked") // callers pass what the document declares
  public static BinaryData write(BodyDefinition.Variant variant, Object value) {
    JsonCodec<Object> codec = (JsonCodec<Object>) variant.codec();
    switch (variant.format()) {
      case JSON:
        return BinaryData.of(Json.encode(codec, value)).withContentType(variant.contentType());
      case TEXT:
        Charset charset = variant.type().charset();
        String text = ((ScalarCodec<Object>) codec).format(value);
        return BinaryData.of(text.getBytes(charset == null ? StandardCharsets.UTF_8 : charset))
            .withContentType(variant.contentType());
      case FORM:
        return BinaryData.of(UrlEncoding.write(FormWriter.parts(variant, value)))
            .withContentType(variant.contentType());
      case MULTIPART:
        return MultipartWriter.write(FormWriter.parts(variant, value));
      default:
        BinaryData data = (BinaryData) value;
        String own = data.contentType();
        return own != null && variant.type().includes(MediaType.of(own))
            ? data
            : data.withContentType(variant.contentType());
    }
  }
}
