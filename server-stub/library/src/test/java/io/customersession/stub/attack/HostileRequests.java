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
      AttackedOperation.of(Path.of("../library/src/main/openapi/stub-admin.yaml"));

  private static final List<AttackedOperation> SERVED =
      API.stream().filter(AttackedOperation::isServed).toList();

  private static final List<String> WEIRD_SEGMENTS =
      List.of(
          "%",
          "%zz",
          "%ff",
          "%00",
          "%2e%2e",
          "..",
          ".",
          ";",
          "a;b=c",
          "a%20b",
          "%F0%9F%98%80",
          "%2f",
          "%252f",
          "",
          "\\",
          "x".repeat(1_001),
          "x".repeat(20_000),
          "\u00e4",
          "-1",
          "9".repeat(30),
          "1.0",
          "__stub",
          "%5f_stub",
          "cart-stub-fault-status-503",
          "cart-stub-fault-drop",
          "cart-stub-fault-nothing",
          "cart-stub-fault-status-429-times-1");
  private static final List<String> WEIRD_QUERIES =
      List.of(
          "dry",
          "dry=maybe",
          "dry=true&dry=false",
          "now=yesterday",
          "now=9999-12-31T23:59:59-18:00",
          "pageSize=99999999999999999999",
          "skip=-1",
          "sort=colour",
          "sort=" + "id,".repeat(500),
          "state=lost",
          "unknown=1",
          "&&=&",
          "%",
          "a=%zz",
          "profile=%ff",
          "x=" + "y".repeat(9_000),
          "?",
          "dry=true;now=1",
          "token=x",
          "a=b=c",
          "\u00e4=1");
  private static final List<String> WEIRD_PREFIXES =
      List.of(
          "/",
          "//",
          "/./",
          "/../",
          "http://127.0.0.1/x",
          "/__world/w2",
          "/__world/",
          "/__world/%00",
          "*",
          "",
          "/__world/w2/__world/w2",
          "x");
  private static final List<String> WEIRD_HEADERS =
      List.of(
          "X-Stub-World: \u00e4",
          "X-Stub-World: w2, main",
          "X-Stub-World:",
          "X-Stub-World: a/b",
          "X-Stub-Time: +999999999-12-31T23:59:59Z",
          "X-Stub-Time: soon",
          "X-Stub-Time: 2030-01-01T00:00:00Z",
          "X-Stub-Behaviour: strict=true",
          "X-Stub-Behaviour: response-version=26.02",
          "X-Stub-Behaviour: =,=",
          "X-Stub-Behaviour: parallel-updates=nothing",
          "X-Stub-Severity: *=error",
          "X-Stub-Severity: " + "old-version=off,".repeat(300),
          "X-Stub-Severity: nothing=off",
          "X-Stub-Expected-Violations: unknown-property /a",
          "X-Stub-Expected-Violations: x",
          "X-Stub-Fault: status=503",
          "X-Stub-Fault: status=99",
          "X-Stub-Fault: delay=5ms, drop",
          "X-Stub-Fault: drop-after",
          "X-Stub-Fault: truncate",
          "X-Stub-Fault: none",
          "X-Stub-Fault: malformed",
          "X-Stub-Fault: conflict",
          "X-Stub-Fault: delay=1s, delay=1s",
          "X-Stub-Nothing: 1",
          "Idempotency-Key: k1",
          "Idempotency-Key: k2",
          "Idempotency-Key:",
          "Idempotency-Key: " + "k".repeat(256),
          "Idempotency-Key: \u00e4",
          "Origin: http://evil.example",
          "Origin: null",
          "Sec-Fetch-Site: cross-site",
          "Access-Control-Request-Method: PUT",
          "Accept: text/html",
          "Accept: */*;q=0",
          "Accept-Encoding: gzip",
          "Expect: 100-continue",
          "Expect: nothing",
          "Upgrade: h2c",
          "Connection: Upgrade",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "User-Agent: OpenAPI-Generator/26.02/java",
          "User-Agent: \u0001",
          "Authorization: ApiKey-v1 k1",
          "Content-Signature: signer=1; signature=zz",
          "Content-Signature: signer=1; signature=" + " ".repeat(3_000) + "x",
          "Cookie: a=b",
          "X-Long: " + "x".repeat(60_000),
          "X-Forwarded-For: 1.2.3.4",
          "Host: other");
  private static final List<String> BROKEN_LINES =
      List.of(
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: identity, chunked",
          "Transfer-Encoding: gzip",
          "Content-Length: -1",
          "Content-Length: 0x16",
          "Content-Length: 5, 5",
          "Content-Length: 99999999999999999999",
          "Content-Length: 3",
          "Content-Length: 4000",
          "No colon",
          ": no name",
          " folded",
          "Na me: x",
          "X: a\rb",
          "X-Many: 1\r\n".repeat(250) + "X: y",
          "X-Huge: " + "x".repeat(400_000),
          "\u0000: \u0000");
  private static final List<String> METHODS =
      List.of(
          "GET",
          "PUT",
          "POST",
          "DELETE",
          "PATCH",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "get",
          "PROPFIND",
          "X".repeat(500));
  private static final List<String> WRONG_KEYS =
      List.of(
          "ApiKey-v1 none",
          "ApiKey-v1 office",
          "ManagementKey-v1 k1",
          "ApiKey-v1  ",
          "ApiKey-v1",
          "Basic x",
          "Bearer office",
          "\u00e4",
          "ApiKey-v1 " + "k".repeat(5_000));
  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/json; charset=utf-16",
          "application/xml",
          "x",
          "application/json;charset=utf-8",
          "application/json; boundary=",
          "");

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
    if (!operation.isControl() && operation.body() == null && chance.of(0.5) || chance.of(0.2)) {
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
    head.append(breaches.contains(Breach.METHOD) ? chance.one(METHODS) : operation.method())
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
      head.append("Content-Type: ").append(chance.one(TYPES)).append("\r\n");
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
          head.append(chance.one(WEIRD_HEADERS)).append("\r\n");
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
      head.append(chance.one(BROKEN_LINES)).append("\r\n");
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
      path.replace(slash + 1, end < 0 ? path.length() : end, chance.one(WEIRD_SEGMENTS));
    }
    if (breaches.contains(Breach.PREFIX)) {
      path.insert(0, chance.one(WEIRD_PREFIXES));
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
      query.append(query.isEmpty() ? "?" : "&").append(chance.one(WEIRD_QUERIES));
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
    if (operation.prefix().isEmpty() && !isWrong || isWrong && chance.of(0.3)) {
      return;
    }
    String key = operation.prefix().equals("ApiKey-v1") ? "k1" : "office";
    head.append("Authorization: ")
        .append(isWrong ? chance.one(WRONG_KEYS) : operation.prefix() + " " + key)
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
