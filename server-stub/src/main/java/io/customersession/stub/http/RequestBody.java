package io.customersession.stub.http;

import io.customersession.stub.journal.ContractRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes in a request's body: not too much of it, and only as JSON in UTF-8. */
public final class RequestBody {
  private static final String CONTENT_TYPE = "Content-Type";

  private RequestBody() {}

  /**
   * Reads the body to its end, also where an operation ignores it, so that nothing is left to
   * arrive while the operation is carried out.
   *
   * @param most how many bytes are allowed
   * @throws Refusal if it is too large (413)
   * @throws RequestAborted if the sender stopped before its end
   */
  public static byte[] read(IncomingRequest request, int most) {
    byte[] body;
    try {
      long declared = declaredLength(request);
      if (declared > most) {
        throw tooLarge(most);
      }
      InputStream stream = request.body();
      body = read(stream, (int) declared, most);
    } catch (IOException e) {
      throw new RequestAborted(e);
    }
    if (body.length > most) {
      throw tooLarge(most);
    }
    return body;
  }

  /**
   * Checks what the headers say about the body. A body without a type is taken for JSON.
   *
   * @throws Refusal if the headers say that the body is not JSON (415)
   */
  public static void checkHeaders(IncomingRequest request) {
    checkEncoding(request);
    if (hasType(request)) {
      checkType(request.header(CONTENT_TYPE));
    }
  }

  /** Returns whether a request says of what type its body is. */
  static boolean hasType(IncomingRequest request) {
    return request.header(CONTENT_TYPE).stream().anyMatch(type -> !type.isBlank());
  }

  /**
   * Reads a body, which takes the room it declared and no more; without a declaration there mostly
   * is none.
   */
  private static byte[] read(InputStream stream, int length, int most) throws IOException {
    byte[] first = stream.readNBytes(length);
    int next = stream.read();
    if (next < 0) {
      return first;
    }
    byte[] rest = stream.readNBytes(most - length);
    byte[] all = Arrays.copyOf(first, length + 1 + rest.length);
    all[length] = (byte) next;
    System.arraycopy(rest, 0, all, length + 1, rest.length);
    return all;
  }

  private static long declaredLength(IncomingRequest request) {
    List<String> lengths = request.header("Content-Length");
    try {
      return lengths.isEmpty() ? 0 : Math.max(0, Long.parseLong(lengths.get(0).strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void checkEncoding(IncomingRequest request) {
    for (String encoding : request.header("Content-Encoding")) {
      if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
        throw new Refusal(
            415,
            "The content encoding is not supported; send the body as it is",
            Map.of("Accept-Encoding", "identity"),
            ContractRule.MEDIA_TYPE,
            "No Content-Encoding",
            "#");
      }
    }
  }

  private static void checkType(List<String> types) {
    String[] parts = types.get(0).split(";", -1);
    if (types.size() > 1 || !parts[0].strip().equalsIgnoreCase(Answer.CONTENT_TYPE)) {
      throw unsupported();
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported();
      }
    }
  }

  private static Refusal unsupported() {
    return new Refusal(
        415,
        "The media type is not supported; send application/json in UTF-8",
        Map.of(),
        ContractRule.MEDIA_TYPE,
        "Content-Type: application/json",
        "#");
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(
        413,
        "The body is larger than " + most + " bytes",
        Map.of(),
        ContractRule.BODY_TOO_LARGE,
        (String) null,
        "#");
  }
}
