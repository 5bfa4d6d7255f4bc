package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a {@code multipart/form-data} body, whose octets stay where they are. */
final class MultipartReader {
  private static final long NOT_FOUND = Long.MIN_VALUE;
  private static final int MAX_PARTS = 10_000;
  private static final int MAX_HEAD = 16 * 1024;

  private final BinaryData body;
  private final InputStream in;
  private final byte[] delimiter;
  private long at;

  private MultipartReader(BinaryData body, InputStream in, String boundary) {
    this.body = body;
    this.in = in;
    delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the parts, or null if the body does not consist of them. */
  static @Nullable List<FormPart> read(BinaryData body, String boundary) {
    try (InputStream in = new BufferedInputStream(body.open())) {
      return new MultipartReader(body, in, boundary).parts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable List<FormPart> parts() throws IOException {
    // The first delimiter needs no line before it.
    if (toDelimiter(2) == NOT_FOUND) {
      return null;
    }
    List<FormPart> parts = new ArrayList<>();
    while (true) {
      String rest = line(2);
      if (rest == null || parts.size() > MAX_PARTS) {
        return null;
      }
      if (rest.startsWith("--")) {
        return parts;
      }
      FormPart part = part();
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
  }

  private @Nullable FormPart part() throws IOException {
    String name = null;
    String fileName = null;
    String type = null;
    int size = 0;
    for (String line = line(-1); line == null || !line.isEmpty(); line = line(-1)) {
      if (line == null || (size += line.length()) > MAX_HEAD) {
        return null;
      }
      int colon = line.indexOf(':');
      String header = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (header.equals("content-disposition")) {
        int end = value.indexOf(';');
        Map<String, String> parameters =
            HeaderParameters.of(end < 0 ? "" : value.substring(end + 1));
        name = unquoted(parameters.get("name"));
        fileName = unquoted(parameters.get("filename"));
      } else if (header.equals("content-type")) {
        type = value;
      }
    }
    long start = at;
    long end = toDelimiter(0);
    if (name == null || end == NOT_FOUND) {
      return null;
    }
    return new FormPart(
        name, body.slice(start, end - start).withContentType(type).withFileName(fileName));
  }

  private static @Nullable String unquoted(@Nullable String name) {
    return name == null
        ? null
        : name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }

  /**
   * Reads to the end of the next delimiter, and returns where it begins, or {@link #NOT_FOUND}. No
   * proper beginning of a delimiter but its first character is also inside of it, since a boundary
   * has no line end.
   *
   * @param matched the number of characters of the delimiter that count as read
   */
  private long toDelimiter(int matched) throws IOException {
    int count = matched;
    while (count < delimiter.length) {
      int octet = next();
      if (octet < 0) {
        return NOT_FOUND;
      }
      count = octet == delimiter[count] ? count + 1 : octet == delimiter[0] ? 1 : 0;
    }
    return at - delimiter.length;
  }

  /**
   * Reads a line and returns it without its end; null if there is none.
   *
   * @param enough the number of characters after which a line may also end, or -1
   */
  private @Nullable String line(int enough) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = next(); octet >= 0; octet = next()) {
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(octet);
      if (line.size() > MAX_HEAD) {
        return null;
      }
      if (line.size() == enough && line.toString(StandardCharsets.UTF_8).equals("--")) {
        return "--";
      }
    }
    return null;
  }

  private int next() throws IOException {
    int octet = in.read();
    at += octet < 0 ? 0 : 1;
    return octet;
  }
}
