package io.customersession.contract.stub.http;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads request bodies up to a maximum size, and checks the headers about them. */
public final class BodyReader {
  private static final String CONTENT_TYPE = "Content-Type";

  private BodyReader() {}

  /**
   * Reads the body to its end, even if the operation ignores it, so that nothing arrives while the
   * request is handled.
   *
   * @param max the maximum size in bytes
   * @throws HttpError if it is larger (413)
   * @throws RequestAbortedException if the sender stopped before its end
   */
  public static byte[] read(StubRequest request, int max) {
    byte[] body;
    try {
      long declared = declaredLength(request);
      if (declared > max) {
        throw tooLarge(max);
      }
      InputStream stream = request.body();
      body = read(stream, (int) declared, max);
    } catch (IOException e) {
      throw new RequestAbortedException(e);
    }
    if (body.length > max) {
      throw tooLarge(max);
    }
    return body;
  }

  /**
   * Checks the headers about the body. A body without a Content-Type is read as JSON.
   *
   * @throws HttpError if the body is not JSON in UTF-8 according to its headers (415)
   */
  public static void checkHeaders(StubRequest request) {
    checkEncoding(request);
    if (hasType(request)) {
      checkType(request.header(CONTENT_TYPE));
    }
  }

  /**
   * Returns the declared media type of a body. A body without a Content-Type has the preferred one.
   *
   * @throws HttpError if the Content-Type is not declared, or in an unknown charset (415)
   */
  public static BodyDefinition.Variant variant(StubRequest request, BodyDefinition declared) {
    if (declared.isPlainJson()) {
      checkHeaders(request);
      return declared.preferred();
    }
    checkEncoding(request);
    if (!hasType(request)) {
      return declared.preferred();
    }
    List<String> sent = request.header(CONTENT_TYPE);
    MediaType type = MediaType.of(sent.get(0));
    BodyDefinition.Variant variant = sent.size() > 1 ? null : declared.variant(type);
    if (variant == null || !isReadable(variant.format(), type.charset())) {
      String types =
          declared.variants().stream()
              .map(each -> each.type().toString())
              .distinct()
              .collect(Collectors.joining(" or "));
      throw HttpError.of(415, "The media type is not supported; send " + types)
          .because(HttpError.Reason.MEDIA_TYPE, () -> "Content-Type: " + types, "#");
    }
    return variant;
  }

  private static boolean isReadable(BodyDefinition.Format format, @Nullable Charset charset) {
    return switch (format) {
      case JSON, FORM -> StandardCharsets.UTF_8.equals(charset);
      case TEXT -> charset != null;
      case BINARY, MULTIPART -> true;
    };
  }

  /** Returns true if a request has a Content-Type. */
  public static boolean hasType(StubRequest request) {
    return request.header(CONTENT_TYPE).stream().anyMatch(type -> !type.isBlank());
  }

  /**
   * Reads a body into an array of the declared length. Most requests without a declared length have
   * no body.
   */
  private static byte[] read(InputStream stream, int length, int max) throws IOException {
    byte[] first = stream.readNBytes(length);
    int next = stream.read();
    if (next < 0) {
      return first;
    }
    byte[] rest = stream.readNBytes(max - length);
    byte[] all = Arrays.copyOf(first, length + 1 + rest.length);
    all[length] = (byte) next;
    System.arraycopy(rest, 0, all, length + 1, rest.length);
    return all;
  }

  static long declaredLength(StubRequest request) {
    List<String> lengths = request.header("Content-Length");
    try {
      return lengths.isEmpty() ? 0 : Math.max(0, Long.parseLong(lengths.get(0).strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void checkEncoding(StubRequest request) {
    for (String encoding : request.header("Content-Encoding")) {
      if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
        throw HttpError.of(415, "The content encoding is not supported; send the body as it is")
            .withHeader("Accept-Encoding", "identity")
            .because(HttpError.Reason.MEDIA_TYPE, () -> "No Content-Encoding", "#");
      }
    }
  }

  private static void checkType(List<String> types) {
    String[] parts = types.get(0).split(";", -1);
    if (types.size() > 1 || !parts[0].strip().equalsIgnoreCase(StubResponse.CONTENT_TYPE)) {
      throw unsupported();
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported();
      }
    }
  }

  private static HttpError unsupported() {
    return HttpError.of(415, "The media type is not supported; send application/json in UTF-8")
        .because(HttpError.Reason.MEDIA_TYPE, () -> "Content-Type: application/json", "#");
  }

  static HttpError tooLarge(int max) {
    return HttpError.of(413, "The body is larger than " + max + " bytes")
        .because(HttpError.Reason.BODY_TOO_LARGE, () -> null, "#");
  }
}
