package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.stream.JsonWriter;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The codecs that write bytes write what Gson writes. */
class ByteWriterTest extends RandomJson {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter WRITER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT);

  @Test
  void writesLikeGson() throws IOException {
    System.out.println("ByteWriterTest seed " + seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      assertWrittenAsByGson("seed " + seed + ", value " + i, value(0));
    }
  }

  /** A long text is written in pieces of 1,024 characters; a pair may lie across their border. */
  @Test
  void writesLongTextsLikeGson() throws IOException {
    for (int before = 1020; before < 1028; before++) {
      for (String end : List.of("", "z", "\u0000".repeat(3000), "\ud83d\ude00".repeat(3000))) {
        assertWrittenAsByGson(before + " characters", "a".repeat(before) + "\ud83d\ude00" + end);
      }
    }
  }

  private static void assertWrittenAsByGson(String label, @Nullable Object value)
      throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setSerializeNulls(true);
    writer.setHtmlSafe(false);
    write(writer, value);
    JsonOutput out = new JsonOutput(16);
    out.any(value);
    assertThat(new String(out.toBytes(), StandardCharsets.UTF_8))
        .as(label)
        .isEqualTo(text.toString())
        .isEqualTo(out.toText());
  }

  /** The short ways around the formatter, beside the JDK's own. */
  @Test
  void readsAndWritesTimesLikeTheJdk() {
    ScalarCodec<OffsetDateTime> codec = Codecs.dateTime("#");
    int accepted = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      OffsetDateTime time =
          OffsetDateTime.ofInstant(
              Instant.ofEpochSecond(
                  random.nextInt() * 20L, random.nextInt(1_000_000_000) / 1000 * 1000L),
              random.nextInt(4) == 0
                  ? ZoneOffset.ofHours(random.nextInt(36) - 18)
                  : ZoneOffset.UTC);
      String label = "seed " + seed + ", time " + i + ": " + time;
      assertThat(codec.format(time)).as(label).isEqualTo(WRITER.format(time));

      String fraction = ".123456789".substring(0, random.nextInt(11));
      String text =
          new String(
              mutated(utf8(SECONDS.format(time) + (fraction.length() == 1 ? "" : fraction) + "Z")),
              StandardCharsets.UTF_8);
      text = random.nextBoolean() ? text : SECONDS.format(time) + fraction + "Z";
      @Nullable OffsetDateTime expected = time(text);
      accepted += expected == null ? 0 : 1;
      Violations violations = new Violations();
      assertThat(codec.parse(text, violations)).as(label + " " + text).isEqualTo(expected);
      assertThat(violations.acceptable()).as(label + " " + text).isEqualTo(expected != null);
    }
    assertThat(accepted).isBetween(DOCUMENTS / 4, DOCUMENTS - DOCUMENTS / 4);
  }

  private static @Nullable OffsetDateTime time(String text) {
    if (!text.matches(
        "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[-+]\\d\\d:?\\d\\d)")) {
      return null;
    }
    try {
      return OffsetDateTime.parse(
          text.toUpperCase(Locale.ROOT).replaceFirst("([-+]\\d\\d)(\\d\\d)$", "$1:$2"));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static void write(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      writer.beginObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        writer.name((String) member.getKey());
        write(writer, member.getValue());
      }
      writer.endObject();
    } else if (value instanceof List<?> items) {
      writer.beginArray();
      for (Object item : items) {
        write(writer, item);
      }
      writer.endArray();
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof Boolean truth) {
      writer.value(truth);
    } else {
      writer.value((String) value);
    }
  }
}
