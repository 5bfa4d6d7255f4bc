package io.customersession.stub.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Makes requests to every operation of the API and of the control API: about a sixth of them as
 * they should be, the others broken in one to three ways.
 */
final class HostileRequests {
  private static final List<AttackedOperation> API =
      AttackedOperation.of(
          Path.of(
              System.getProperty(
                  "contract.document", "../../openapi/contract/customer-session.yaml")));

  private static final List<AttackedOperation> CONTROL =
      AttackedOperation.of(
          Path.of("../library/target/generated-resources/openapi/session-stub-control.yaml"));

  private static final List<AttackedOperation> SERVED =
      API.stream().filter(AttackedOperation::isServed).toList();

  /** What is broken about a request. */
  private enum Breach {
    METHOD,
    SEGMENT,
    PREFIX,
    QUERY,
    KEY,
    TYPE,
    ENCODING,
    HEADER,
    HEADERS,
    JSON,
    MUCH_JSON,
    BYTES,
    FRAMING,
    HEAD_BYTES
  }

  private final Chance chance;

  private final HostileBodies bodies;

  private int next;

  HostileRequests(long seed) {
    chance = new Chance(seed);
    bodies = new HostileBodies(chance);
  }

  /** Returns all operations that are attacked. */
  static List<AttackedOperation> operations() {
    List<AttackedOperation> all = new ArrayList<>(API);
    all.addAll(CONTROL);
    return all;
  }

  /** Returns the operationIds of those that the document declares as known, but not served. */
  static List<String> unserved() {
    return API.stream().filter(it -> !it.isServed()).map(AttackedOperation::id).toList();
  }

  /** Returns the next request; every operation is called in turn, served ones more often. */
  HostileRequest next() throws java.io.IOException {
    List<AttackedOperation> all = operations();
    AttackedOperation operation = all.get(next++ % all.size());
    if ((!operation.isControl() && operation.body() == null && chance.of(0.5)) || chance.of(0.2)) {
      operation = chance.one(SERVED);
    }
    List<Breach> breaches = new ArrayList<>();
    for (int i = chance.of(0.17) ? 0 : 1 + chance.below(3); i > 0; i--) {
      breaches.add(chance.one(List.of(Breach.values())));
    }
    return request(operation, breaches);
  }

  private HostileRequest request(AttackedOperation operation, List<Breach> breaches)
      throws java.io.IOException {
    String world = chance.one(List.of("main", "main", "w2"));
    boolean isByHeader = chance.of(0.5);
    StringBuilder head = new StringBuilder();
    head.append(
            breaches.contains(Breach.METHOD)
                ? chance.one(HostileFragments.METHODS)
                : operation.method())
        .append(' ')
        .append(target(operation, breaches, isByHeader ? "main" : world, world))
        .append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (isByHeader && !operation.isControl()) {
      head.append("X-Stub-World: ").append(world).append("\r\n");
    }
    authorize(operation, breaches, head);
    byte[] body = body(operation, breaches);
    if (body != null && !breaches.contains(Breach.TYPE)) {
      head.append("Content-Type: application/json\r\n");
    } else if (breaches.contains(Breach.TYPE)) {
      head.append("Content-Type: ").append(chance.one(HostileFragments.TYPES)).append("\r\n");
    }
    if (breaches.contains(Breach.ENCODING)) {
      head.append("Content-Encoding: ")
          .append(chance.one(List.of("gzip", "br", "identity", "x", "")))
          .append("\r\n");
      body = body != null && chance.of(0.5) ? zipped(body) : body;
    }
    for (Breach breach : breaches) {
      if (breach == Breach.HEADER || breach == Breach.HEADERS) {
        for (int i = breach == Breach.HEADER ? 1 : 4; i > 0; i--) {
          head.append(chance.one(HostileFragments.WEIRD_HEADERS)).append("\r\n");
        }
      }
    }
    return framed(operation, breaches, head, body == null ? new byte[0] : body);
  }

  private HostileRequest framed(
      AttackedOperation operation, List<Breach> breaches, StringBuilder head, byte[] body) {
    boolean isBroken = breaches.contains(Breach.FRAMING) || breaches.contains(Breach.HEAD_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (breaches.contains(Breach.FRAMING)) {
      head.append(chance.one(HostileFragments.BROKEN_LINES)).append("\r\n");
      if (chance.of(0.5)) {
        head.append("Content-Length: ").append(body.length + chance.below(5) - 2).append("\r\n");
      }
    } else if (chance.of(0.1) && body.length > 0) {
      // Well-formed chunks are not a breach.
      head.append("Transfer-Encoding: chunked\r\n");
      String size = Integer.toHexString(body.length);
      bytes.writeBytes((size + "\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(body);
      bytes.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      body = bytes.toByteArray();
    } else if (body.length > 0 || !operation.method().equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    if (breaches.contains(Breach.HEAD_BYTES)) {
      for (int i = 1 + chance.below(3); i > 0; i--) {
        start[chance.below(start.length)] = (byte) chance.below(256);
      }
    }
    bytes.reset();
    bytes.writeBytes(start);
    bytes.writeBytes(body);
    return new HostileRequest(operation, bytes.toByteArray(), isBroken);
  }

  private String target(
      AttackedOperation operation, List<Breach> breaches, String byPath, String world) {
    StringBuilder path = new StringBuilder();
    if (!operation.isControl() && !byPath.equals("main")) {
      path.append("/__world/").append(byPath);
    }
    for (String segment : operation.path().substring(1).split("/", -1)) {
      path.append('/').append(segment.startsWith("{") ? segment(segment, world) : segment);
    }
    if (breaches.contains(Breach.SEGMENT)) {
      int slash = path.lastIndexOf("/", Math.max(1, chance.below(path.length())));
      int end = path.indexOf("/", slash + 1);
      path.replace(
          slash + 1, end < 0 ? path.length() : end, chance.one(HostileFragments.WEIRD_SEGMENTS));
    }
    if (breaches.contains(Breach.PREFIX)) {
      path.insert(0, chance.one(HostileFragments.WEIRD_PREFIXES));
    }
    StringBuilder query = new StringBuilder();
    for (Map<?, ?> parameter : operation.parameters()) {
      if (parameter.get("in").equals("query") && chance.of(0.15)) {
        String json =
            bodies.value(
                operation.schemas(),
                parameter.get("name").toString(),
                (Map<?, ?>) parameter.get("schema"),
                0,
                0);
        query.append(query.isEmpty() ? "?" : "&").append(parameter.get("name"));
        query.append('=').append(json.replace("\"", "").replace(" ", "%20"));
      }
    }
    if (breaches.contains(Breach.QUERY)) {
      query.append(query.isEmpty() ? "?" : "&").append(chance.one(HostileFragments.WEIRD_QUERIES));
    }
    return path.append(query).toString();
  }

  private String segment(String parameter, String world) {
    return switch (parameter) {
      case "{world}" -> world;
      case "{name}", "{snapshot}" -> chance.one(List.of("n0", "n1"));
      case "{integrationId}" -> chance.one(List.of("jane", "bob"));
      case "{customerSessionId}" -> chance.one(List.of("a", "b", "c", "%C3%A4%2F%3F", "new"));
      default -> chance.one(List.of("1", "1", "2", "3"));
    };
  }

  private void authorize(AttackedOperation operation, List<Breach> breaches, StringBuilder head) {
    boolean isWrong = breaches.contains(Breach.KEY);
    if ((operation.prefix().isEmpty() && !isWrong) || (isWrong && chance.of(0.3))) {
      return;
    }
    String key = operation.prefix().equals("ApiKey-v1") ? "k1" : "office";
    head.append("Authorization: ")
        .append(isWrong ? chance.one(HostileFragments.WRONG_KEYS) : operation.prefix() + " " + key)
        .append("\r\n");
  }

  private byte[] body(AttackedOperation operation, List<Breach> breaches) {
    double wrong =
        breaches.contains(Breach.MUCH_JSON) ? 0.3 : breaches.contains(Breach.JSON) ? 0.05 : 0;
    String text;
    if (operation.body() != null) {
      text = bodies.text(operation, wrong);
    } else if (wrong > 0 || breaches.contains(Breach.BYTES)) {
      text = chance.one(List.of("{}", "{\"customerSession\":{}}", "[", "x".repeat(5_000), "null"));
    } else {
      return null;
    }
    return breaches.contains(Breach.BYTES)
        ? bodies.broken(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] body) throws java.io.IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    }
    return bytes.toByteArray();
  }
}
