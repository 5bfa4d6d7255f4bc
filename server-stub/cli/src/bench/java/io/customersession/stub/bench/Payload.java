package io.customersession.stub.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The request that every candidate gets: a session of 3 KB with 5 items. */
final class Payload {
  static final String PATH = "/v2/customer_sessions/bench-1";

  /** What a seeded session contains. */
  static final String CONTENT =
      """
      {"cartItems":[{"name":"Mug","sku":"mug","quantity":2,"price":10.5}]}\
      """;

  private static final String SESSION = written();

  private Payload() {}

  static String session() {
    return SESSION;
  }

  private static String written() {
    String items =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    """
                    {"name":"Item number %d of the cart","sku":"SKU-%05d-2026","quantity":%d,\
                    "price":%d.99,"category":"category-%d","product":{"name":"product-%d"},\
                    "weight":%d.5,"height":12.25,"width":30,"length":40.125,"attributes":{\
                    "colour":"blue","size":"XL","onSale":true,"stock":%d,"text":"%s"}}\
                    """
                        .formatted(i, i, i + 1, 10 + i, i, i, i, i * 100, "x".repeat(180)))
            .collect(Collectors.joining(","));
    return """
    {"customerSession":{"profileId":"profile-1","couponCodes":["SUMMER-2026"],"state":"open",\
    "identifiers":["device-1","card-2"],"attributes":{"channel":"web","locale":"en-GB",\
    "newsletter":false,"visits":12,"note":"%s"},"additionalCosts":{"shipping":{"price":4.95}},\
    "cartItems":[%s]},"responseContent":["customerSession"]}\
    """
        .formatted("y".repeat(600), items);
  }
}
