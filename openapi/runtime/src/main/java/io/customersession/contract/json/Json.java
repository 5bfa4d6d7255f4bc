package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole JSON documents. */
public final class Json {
  private Json() {}

  /** Reads a request body; members that only the server assigns are skipped and recorded. */
  public static <T> Decoded<T> decodeRequest(
      JsonCodec<T> codec, byte[] body, Violations violations) {
    return decode(codec, body, JsonInput.Direction.REQUEST, violations, null);
  }

  /**
   * Reads a request body like {@link #decodeRequest(JsonCodec, byte[], Violations)}, with members
   * that the server declares itself.
   *
   * @param extras receives their values
   */
  public static <T> Decoded<T> decodeRequest(
      JsonCodec<T> codec, byte[] body, Violations violations, ExtraMembers extras) {
    return decode(codec, body, JsonInput.Direction.REQUEST, violations, extras);
  }

  /**
   * Reads the fields of a form.
   *
   * @param fields by name: a text, which is whatever the codec expects, or a List or Map of texts;
   *     or a value that {@link Codecs#any} has read
   * @param jsonFields the names of fields that are such values
   * @param attachments the octets that texts stand for
   */
  public static <T> Decoded<T> decodeForm(
      JsonCodec<T> codec,
      Map<String, ?> fields,
      Set<String> jsonFields,
      Violations violations,
      Attachments attachments) {
    JsonInput in =
        new JsonInput(
            new FormTokens(fields, jsonFields), JsonInput.Direction.REQUEST, violations, null);
    return new Decoded<>(in.with(attachments).document(codec), violations);
  }

  /**
   * Returns the fields of a form as a JSON object.
   *
   * @param attachments gets the octets that texts in it stand for
   */
  public static <T> byte[] encodeForm(JsonCodec<T> codec, T value, Attachments attachments) {
    JsonOutput out = new JsonOutput(JsonOutput.EXPECTED).attaching(attachments);
    codec.write(out, value);
    return out.toBytes();
  }

  /** Reads a response body, and accepts unknown enum values and absent or null members in it. */
  public static <T> Decoded<T> decodeResponse(JsonCodec<T> codec, byte[] body) {
    return decode(codec, body, JsonInput.Direction.RESPONSE, new Violations(), null);
  }

  private static <T> Decoded<T> decode(
      JsonCodec<T> codec,
      byte[] body,
      JsonInput.Direction direction,
      Violations violations,
      @Nullable ExtraMembers extras) {
    Violations.Mark mark = violations.mark();
    try {
      JsonInput in = new JsonInput(new Utf8Tokens(body), direction, violations, extras);
      return new Decoded<>(in.document(codec), violations);
    } catch (Utf8Tokens.FallBackToGson e) {
      violations.backTo(mark);
      if (extras != null) {
        extras.clear();
      }
      return decodeWithGson(codec, body, direction, violations, extras);
    }
  }

  /** Reads a body as strict Gson does, which is slower and decides all cases of doubt. */
  static <T> Decoded<T> decodeWithGson(
      JsonCodec<T> codec, byte[] body, JsonInput.Direction direction, Violations violations) {
    return decodeWithGson(codec, body, direction, violations, null);
  }

  private static <T> Decoded<T> decodeWithGson(
      JsonCodec<T> codec,
      byte[] body,
      JsonInput.Direction direction,
      Violations violations,
      @Nullable ExtraMembers extras) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
    } catch (CharacterCodingException e) {
      violations.addAtLine(lineOfFirstMalformedByte(body), "the body is not well-formed UTF-8");
      return new Decoded<>(null, violations);
    }
    if (text.isEmpty()) {
      violations.addAtLine(1, "the body is empty");
      return new Decoded<>(null, violations);
    }
    if (text.charAt(0) == '\uFEFF') {
      violations.addAtLine(1, "the body starts with a byte order mark, which JSON does not allow");
      return new Decoded<>(null, violations);
    }
    JsonInput in = new JsonInput(GsonTokens.strict(text), direction, violations, extras);
    return new Decoded<>(in.document(codec), violations);
  }

  /** Returns a value as JSON in UTF-8. */
  public static <T> byte[] encode(JsonCodec<T> codec, T value) {
    if (codec instanceof ModelCodec) {
      return ((ModelCodec<T>) codec).toBytes(value);
    }
    JsonOutput out = new JsonOutput(JsonOutput.EXPECTED);
    codec.write(out, value);
    return out.toBytes();
  }

  /**
   * Checks that the Gson on the class path can be used.
   *
   * @throws IllegalStateException if it is older than 2.8.9
   */
  public static void requireGson() {
    try {
      // The plainest text that goes through Gson.
      byte[] text = "[1]".getBytes(StandardCharsets.UTF_8);
      decodeWithGson(Codecs.any("#"), text, JsonInput.Direction.RESPONSE, new Violations());
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "Gson 2.8.9 or later is required, but the class path has another version of it", e);
    }
  }

  private static int lineOfFirstMalformedByte(byte[] body) {
    CharBuffer chars = CharBuffer.allocate(body.length);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(body), chars, true);
    chars.flip();
    return 1 + (int) chars.chars().filter(c -> c == '\n').count();
  }
}
