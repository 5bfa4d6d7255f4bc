package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks bodies. */
public final class BodyDecoder {
  private static final String NO_RULE = "#";

  private BodyDecoder() {}

  /**
   * Reads a request body.
   *
   * @param variant the declared media type that the Content-Type belongs to
   * @param contentType the Content-Type as sent, or the declared type if there is none
   * @param body the octets
   * @param violations receives the violations of the body
   * @param extras receives members of JSON that the server declares itself, or null
   * @return the value, or null if it cannot be decoded
   */
  public static @Nullable Object decodeRequest(
      BodyDefinition.Variant variant,
      MediaType contentType,
      BinaryData body,
      Violations violations,
      @Nullable ExtraMembers extras) {
    switch (variant.format()) {
      case JSON:
        JsonCodec<?> codec = variant.codec();
        return extras == null
            ? Json.decodeRequest(codec, body.toByteArray(), violations).value()
            : Json.decodeRequest(codec, body.toByteArray(), violations, extras).value();
      case TEXT:
        return text((ScalarCodec<?>) variant.codec(), contentType, body, violations);
      case FORM:
        return form(variant, body, violations);
      case MULTIPART:
        return multipart(variant, contentType, body, violations);
      default:
        return body.withContentType(contentType.toString());
    }
  }

  /**
   * Reads a text and checks it.
   *
   * @return the value, or null if it cannot be decoded
   */
  public static @Nullable Object text(
      ScalarCodec<?> codec, MediaType contentType, BinaryData body, Violations violations) {
    Charset charset = contentType.charset();
    try {
      String text =
          (charset == null ? StandardCharsets.UTF_8 : charset)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body.toByteArray()))
              .toString();
      return codec.parse(text, violations);
    } catch (CharacterCodingException e) {
      violations.add(Rule.SYNTAX, NO_RULE, violations.subject() + " is not well-formed text");
      return null;
    }
  }

  private static @Nullable Object form(
      BodyDefinition.Variant variant, BinaryData body, Violations violations) {
    List<FormPart> parts = UrlEncoding.read(new String(body.toByteArray(), StandardCharsets.UTF_8));
    if (parts == null) {
      violations.add(
          Rule.SYNTAX, NO_RULE, violations.subject() + " must be percent-encoded form fields");
      return null;
    }
    return FormReader.read(variant, parts, violations);
  }

  private static @Nullable Object multipart(
      BodyDefinition.Variant variant,
      MediaType contentType,
      BinaryData body,
      Violations violations) {
    String boundary = contentType.parameter("boundary");
    List<FormPart> parts = boundary == null ? null : MultipartReader.read(body, boundary);
    if (parts == null) {
      violations.add(
          Rule.SYNTAX,
          NO_RULE,
          violations.subject()
              + (boundary == null
                  ? " has no boundary in its Content-Type"
                  : " is not a valid multipart form"));
      return null;
    }
    return FormReader.read(variant, parts, violations);
  }
}
