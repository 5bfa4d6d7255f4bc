package io.customersession.stub;

import io.customersession.stub.account.AdditionalCost;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes requests from the schemas of the document and breaks them at random places. */
abstract class RandomRequests {
  static final Duration HANGING = Duration.ofSeconds(20);

  static final long SEED = Long.getLong("fuzz.seed", 20_261_123);

  static final String HMAC_KEY = "6d75672d73686f70";

  static final Fixtures ACCOUNT =
      Fixtures.builder()
          .applications(
              Application.of(1).apiKeys("k1").managementKeys("office", "both").hmacKey(HMAC_KEY),
              Application.of(2).currency("JPY").apiKeys("k2").managementKeys("both"))
          .attributes(
              Entity.CART_ITEM,
              Attribute.of("city", AttributeType.STRING),
              Attribute.of("size", AttributeType.NUMBER, 2, 3))
          .attributes(
              Entity.PROFILE,
              Attribute.of("city", AttributeType.STRING),
              Attribute.of("x", AttributeType.TIME))
          .additionalCosts(AdditionalCost.of("shipping"))
          .attributes(
              Entity.SESSION,
              Attribute.of("city", AttributeType.STRING),
              Attribute.of("size", AttributeType.NUMBER, 1, 2))
          .coupons(
              Promotion.coupon("TEN").percent("10"),
              Promotion.coupon("FEW").amount("1").limits(Limits.NONE.total(5).perProfile(1)))
          .referrals(Promotion.referral("FRIEND").advocate("jane").amount("1"))
          .build();

  /** One operation: where it is called, and the schema of its body or null. */
  record Target(String method, String path, String schema) {}

  static final List<Target> TARGETS =
      List.of(
          new Target("PUT", "/v1/customer_sessions/{id}", "NewCustomerSession"),
          new Target("GET", "/v1/customer_sessions/{id}", null),
          new Target("PUT", "/v2/customer_sessions/{id}", "IntegrationRequest"),
          new Target("GET", "/v2/customer_sessions/{id}", null),
          new Target("POST", "/v2/customer_sessions/{id}/returns", "ReturnIntegrationRequest"),
          new Target("PUT", "/v2/customer_sessions/{id}/reopen", null),
          new Target("GET", "/v1/applications/{number}/sessions", null),
          new Target("GET", "/v1/applications/{number}/sessions/{number}", null),
          new Target("PUT", "/v2/customer_profiles/{id}", "CustomerProfileRequest"),
          new Target("DELETE", "/v1/customer_data/{id}", null),
          new Target("GET", "/v1/status/health", null));

  static final List<String> IDS = List.of("a", "b", "c", "jane", "bob", "%C3%A4%2F%3F", "none");

  static final List<String> WEIRD_IDS =
      List.of("%", "%zz", "%ff", "%00", "x".repeat(1001), "%2e%2e", ";", "a%20b", "%F0%9F%98%80");

  static final List<String> QUERIES =
      List.of(
          "dry=true",
          "dry=maybe",
          "dry=true&dry=false",
          "dry",
          "dry=true&now=2090-01-01T00:00:00Z",
          "now=yesterday",
          "now=2090-01-01T00:00:00Z",
          "pageSize=0",
          "pageSize=99999999999999999999",
          "skip=-1",
          "sort=colour",
          "sort=-total,id",
          "state=lost",
          "partialMatch=true",
          "profile=%ff",
          "createdAfter=0",
          "unknown=1",
          "&&=&",
          "%");

  final Random random = new Random(SEED);

  int signatures;

  int bodiesNobodyAskedFor;

  static Map<?, ?> resolve(Map<?, ?> schema) {
    Object reference = schema.get("$ref");
    if (reference == null && schema.get("allOf") instanceof List<?> all) {
      reference = ((Map<?, ?>) all.get(0)).get("$ref");
    }
    return reference == null
        ? schema
        : Document.schema(reference.toString().replaceFirst(".*/", ""));
  }

  <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** Returns a value that fits a schema, but for what goes wrong at random. */
  String value(Map<?, ?> unresolved, int depth, double wrong) {
    Map<?, ?> schema = resolve(unresolved);
    if (chance(wrong)) {
      return odd(schema);
    }
    if (schema.get("enum") instanceof List<?> values) {
      return JsonTexts.quoted(one(values).toString());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schema, depth, wrong);
      case "array" -> array(schema, depth, wrong);
      case "integer" -> String.valueOf(1 + random.nextInt(3));
      case "number" -> random.nextInt(100) + "." + random.nextInt(100);
      case "boolean" -> String.valueOf(random.nextBoolean());
      default ->
          "date-time".equals(schema.get("format"))
              ? "\"2026-01-01T00:00:00Z\""
              : JsonTexts.quoted(one(OddValues.TEXTS.subList(2, 7)));
    };
  }

  String object(Map<?, ?> schema, int depth, double wrong) {
    List<String> members = new ArrayList<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach(
          (name, property) -> {
            if (required.contains(name) ? !chance(wrong / 3) : depth < 5 && chance(0.35)) {
              String member =
                  JsonTexts.quoted(name.toString())
                      + ":"
                      + value((Map<?, ?>) property, depth + 1, wrong);
              members.add(member);
              if (chance(wrong / 4)) {
                members.add(member);
              }
            }
          });
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      members.add(
          (chance(wrong / 3) ? "\"fee\":" : "\"shipping\":") + value(values, depth + 1, wrong));
    } else if (chance(0.5)) {
      members.add(one(List.of("\"city\":\"Rome\"", "\"size\":2", "\"size\":3", "\"x\":null")));
    }
    if (chance(wrong / 3)) {
      members.add("\"unknown\":" + odd(schema));
    }
    return "{" + String.join(",", members) + "}";
  }

  String array(Map<?, ?> schema, int depth, double wrong) {
    int max = schema.get("maxItems") instanceof Number limit ? limit.intValue() : 3;
    int size = chance(wrong) ? Math.min(max + 1, 1100) : random.nextInt(Math.min(max, 3) + 1);
    if (schema.get("minItems") instanceof Number least && !chance(wrong)) {
      size = Math.max(size, least.intValue());
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(value((Map<?, ?>) schema.get("items"), depth + 1, size > 10 ? 0 : wrong));
    }
    return "[" + String.join(",", items) + "]";
  }

  /** Returns a value that may be of any type, at or over a schema's bounds. */
  String odd(Map<?, ?> schema) {
    return switch (random.nextInt(9)) {
      case 0 -> "null";
      case 1 -> one(OddValues.NUMBERS);
      case 2 -> one(OddValues.NO_NUMBERS);
      case 3 -> JsonTexts.quoted(one(OddValues.TEXTS));
      case 4 ->
          schema.get("maxLength") instanceof Number most
              ? JsonTexts.quoted("z".repeat(most.intValue() + random.nextInt(2)))
              : "true";
      case 5 ->
          schema.get("minimum") instanceof Number least
              ? String.valueOf(least.longValue() - 1 + random.nextInt(2))
              : "{}";
      case 6 -> JsonTexts.nested(random.nextBoolean(), 1 + random.nextInt(400));
      case 7 -> "[[],{},null,1,\"\"]";
      default -> "{\"a\":1,\"a\":2}";
    };
  }

  /** Returns a body's bytes, some of them broken. */
  byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (!chance(0.15)) {
      return bytes;
    }
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> text.getBytes(StandardCharsets.UTF_16);
      case 2 -> text.replace('a', 'ä').getBytes(StandardCharsets.ISO_8859_1);
      case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 4 ->
          (text + one(List.of("x", "{}", ",", "\u0000", " \n"))).getBytes(StandardCharsets.UTF_8);
      case 5 -> {
        if (bytes.length > 0) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        yield bytes;
      }
      default -> new byte[0];
    };
  }

  HttpRequest request(CustomerSessionStub stub, Target target) {
    String path = target.path();
    while (path.contains("{id}")) {
      path = path.replaceFirst("\\{id}", chance(0.05) ? one(WEIRD_IDS) : one(IDS));
    }
    while (path.contains("{number}")) {
      path =
          path.replaceFirst(
              "\\{number}",
              chance(0.2)
                  ? one(List.of("0", "-1", "x", "9".repeat(30), "1.0"))
                  : one(List.of("1", "1", "2", "3")));
    }
    if (chance(0.25)) {
      path += "?" + one(QUERIES).replace("%ff", "%FF").replaceFirst("^%$", "%25=");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stub.url() + legal(path))).timeout(HANGING);
    double wrong = one(List.of(0.0, 0.02, 0.1, 0.3));
    byte[] body = body(target, wrong);
    authorize(target, request, body);
    if (body.length == 0 && target.schema() == null) {
      return request.method(target.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    if (!chance(0.02)) {
      request.header(
          "Content-Type",
          chance(0.03)
              ? one(List.of("text/plain", "application/json; charset=utf-16", "application/xml"))
              : "application/json");
    }
    if (chance(0.01)) {
      request.header("Content-Encoding", "gzip");
    }
    if (chance(0.05)) {
      request.header("Idempotency-Key", chance(0.2) ? "k".repeat(256) : "key" + random.nextInt(3));
    }
    return request.method(target.method(), HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  /** Some bodies come where none is declared. */
  byte[] body(Target target, double wrong) {
    if (target.path().endsWith("/returns") && chance(0.5)) {
      // Of bodies made at random, hardly any names lines that the cart has.
      return bytes(
          "{\"return\":{\"returnedCartItems\":[{\"position\":"
              + random.nextInt(5)
              + ",\"quantity\":1}]}}");
    }
    if (target.schema() != null) {
      return bytes(value(Document.schema(target.schema()), 0, wrong));
    }
    if (!chance(0.15)) {
      return new byte[0];
    }
    bodiesNobodyAskedFor++;
    return bytes(one(List.of("{}", "{\"customerSession\":{}}", "[", "x".repeat(5_000), "null")));
  }

  void authorize(Target target, HttpRequest.Builder request, byte[] body) {
    if (chance(0.02)) {
      return;
    }
    boolean v1 = target.path().startsWith("/v1/customer_");
    if (chance(v1 ? 0.3 : 0.02)) {
      signatures++;
      request.header(
          "Content-Signature",
          chance(0.7)
              ? "signer=1; signature=" + signature(body)
              : one(
                  List.of(
                      "signer=1; signature=" + signature(new byte[1]),
                      "signer=1; signature=zz",
                      "signer=1; signature=",
                      "signer=2; signature=" + signature(body),
                      "signer=9999999999999999999; signature=00",
                      "signer=1",
                      "; ; =")));
      if (!chance(0.05)) {
        return;
      }
    }
    String key =
        target.path().startsWith("/v1/applications")
            ? one(List.of("ManagementKey-v1 office", "ManagementKey-v1 both", "Bearer both"))
            : one(List.of("ApiKey-v1 k1", "ApiKey-v1 k1", "ApiKey-v1 k2"));
    request.header(
        "Authorization",
        chance(0.04)
            ? one(List.of("Basic x", "ApiKey-v1 office", "ManagementKey-v1 k1", "ApiKey-v1  "))
            : key);
  }

  static String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(HMAC_KEY), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client's own URI class lets no broken escape out; what it refuses, RawHttp tests send. */
  static String legal(String path) {
    return path.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
  }
}
