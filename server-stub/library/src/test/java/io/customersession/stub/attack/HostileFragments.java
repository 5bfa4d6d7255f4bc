package io.customersession.stub.attack;

import java.util.List;

/** The parts that broken requests are made of. */
final class HostileFragments {
  static final List<String> WEIRD_SEGMENTS =
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

  static final List<String> WEIRD_QUERIES =
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

  static final List<String> WEIRD_PREFIXES =
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

  static final List<String> WEIRD_HEADERS =
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

  static final List<String> BROKEN_LINES =
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

  static final List<String> METHODS =
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

  static final List<String> WRONG_KEYS =
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

  static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/json; charset=utf-16",
          "application/xml",
          "x",
          "application/json;charset=utf-8",
          "application/json; boundary=",
          "");

  private HostileFragments() {}
}
