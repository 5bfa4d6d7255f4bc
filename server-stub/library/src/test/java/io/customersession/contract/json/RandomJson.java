package io.customersession.contract.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes JSON documents at random, valid and invalid ones. */
abstract class RandomJson {
  static final int DOCUMENTS = 20_000;

  static final String SESSION =
      """
      {"profileId":"p-\u00e9","state":"open","couponCodes":["A","B"],"evaluableCampaignIds":[1,-2],
       "cartItems":[{"sku":"s\\u0041","quantity":2,"price":10.50,"attributes":{"a":null,"b":[1e2,true]},
       "additionalCosts":{"x":{"price":0.1}},"adjustmentEffectiveFrom":"2026-01-31T12:00:00.25Z"}],
       "attributes":{"\ud83d\ude00":"\\ud83d\\ude00","n":-0.0,"deep":{"er":[[],{}]}},"unknown":[1,{"n":5}]}
      """;

  static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\udc00",
    "\\u0000",
    "null",
    "true",
    "nul",
    "True",
    "NaN",
    "Infinity",
    "0",
    "-",
    "-0",
    "01",
    "1.",
    ".5",
    "1e",
    "1E+2",
    "1e400",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "2147483648",
    "\n",
    "\r",
    "\t",
    " ",
    "\f",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\u0000",
    "\u001f",
    "\u007f",
    "/*c*/",
    "//",
    "#",
    "'",
    ";",
    "=",
    "\"sku\":",
    "\"state\":\"x\",",
    "\"quantity\":null,",
    "\ud83d\ude00",
    "\\'",
    "\\/",
    "\\x",
    ",,",
    "\"\":",
    "1".repeat(600),
    "0".repeat(1100),
    "[".repeat(60),
    "]".repeat(60),
    "{\"a\":".repeat(90)
  };

  final long seed = System.nanoTime();

  final Random random = new Random(seed);

  record Tree(@Nullable Object value) {}

  static @Nullable Object tree(JsonReader reader) throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          members.put(reader.nextName(), tree(reader));
        }
        reader.endObject();
        return members;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          items.add(tree(reader));
        }
        reader.endArray();
        return items;
      }
      case NUMBER -> {
        String digits = reader.nextString();
        return Math.abs(scale(digits)) > 400 || digits.length() > 400
            ? null
            : new BigDecimal(digits);
      }
      case BOOLEAN -> {
        return reader.nextBoolean();
      }
      case NULL -> {
        reader.nextNull();
        return null;
      }
      default -> {
        return reader.nextString();
      }
    }
  }

  /** The scale that a {@link BigDecimal} of these digits has, within the range of an int. */
  static int scale(String digits) {
    int e = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    String coefficient = e < 0 ? digits : digits.substring(0, e);
    int point = coefficient.indexOf('.');
    int places = point < 0 ? 0 : coefficient.length() - point - 1;
    // However many zeros the exponent starts with.
    return e < 0
        ? places
        : places
            - new BigInteger(digits.substring(e + 1))
                .max(BigInteger.valueOf(-99_999))
                .min(BigInteger.valueOf(99_999))
                .intValue();
  }

  byte[] mutated(byte[] document) {
    byte[] result = document;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(result.length + 1);
      result =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(result, at);
            case 1 ->
                spliced(
                    result, at, Math.min(result.length, at + 1 + random.nextInt(4)), new byte[0]);
            case 2 -> spliced(result, at, at, new byte[] {(byte) random.nextInt(256)});
            case 3 -> spliced(result, at, Math.min(result.length, at + 1), utf8(piece()));
            case 4 ->
                spliced(
                    result,
                    at,
                    at,
                    Arrays.copyOfRange(result, at, Math.min(result.length, at + 20)));
            default -> spliced(result, at, at, utf8(piece()));
          };
    }
    return result;
  }

  static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }

  String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }

  /** A valid document, with white space and escapes as no writer would set them. */
  String json(int depth) {
    String space = random.nextInt(4) == 0 ? " \t\r\n".substring(random.nextInt(4)) : "";
    int kind = random.nextInt(depth > 5 ? 5 : 8);
    StringBuilder text = new StringBuilder(space);
    if (kind < 2) {
      text.append(quoted());
    } else if (kind == 2) {
      text.append(number());
    } else if (kind == 3) {
      text.append(random.nextBoolean());
    } else if (kind == 4) {
      text.append("null");
    } else {
      boolean object = kind > 5;
      text.append(object ? '{' : '[');
      for (int i = random.nextInt(5); i > 0; i--) {
        text.append(object ? space + quoted() + space + ":" : "")
            .append(json(depth + 1))
            .append(i > 1 ? "," : "");
      }
      text.append(space).append(object ? '}' : ']');
    }
    return text.append(space).toString();
  }

  String quoted() {
    String[] parts = {
      "a",
      "sku",
      "\u00e9",
      "\ud83d\ude00",
      "\\ud83d\\ude00",
      "\\n",
      "\\\"",
      "\\/",
      "\\u00e9",
      "\u2028",
      "\\\\"
    };
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append('"').toString();
  }

  String number() {
    String digits =
        switch (random.nextInt(4)) {
          case 0 -> String.valueOf(random.nextInt(100));
          case 1 -> String.valueOf(random.nextLong());
          case 2 ->
              new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(12)).toPlainString();
          default ->
              new BigDecimal(random.nextLong())
                  .scaleByPowerOfTen(random.nextInt(600) - 300)
                  .toString();
        };
    return random.nextInt(8) == 0 ? "-0" : digits;
  }

  /** A value for the writer, with every character that it treats in its own way. */
  @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 4 ? 6 : 8)) {
      case 0 -> new BigDecimal(number());
      case 1 -> random.nextBoolean();
      case 2 -> null;
      case 3 -> random.nextLong();
      case 4, 5 -> text();
      case 6 -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(), value(depth + 1));
        }
        yield members;
      }
      default -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth + 1));
        }
        yield items;
      }
    };
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int character =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> random.nextInt(0x800);
            case 2 -> 0x2020 + random.nextInt(16);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
          };
      text.appendCodePoint(character >= 0xD800 && character < 0xE000 ? '<' : character);
    }
    return text.toString();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What strict Gson makes of a document, or null if it refuses it. */
  static @Nullable Tree gson(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      if (text.startsWith("\ufeff")) {
        return null;
      }
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      Object value = tree(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? new Tree(value) : null;
    } catch (CharacterCodingException e) {
      return null;
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }
}
