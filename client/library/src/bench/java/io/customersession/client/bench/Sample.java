package io.customersession.client.bench;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The session that all benchmarks use: 20 items, 7.8 KB. */
final class Sample {
  private static final int ITEMS = 20;

  private Sample() {}

  static byte[] session() {
    return json().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] response() {
    return "{\"customerSession\":%s,\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}"
        .formatted(json())
        .getBytes(StandardCharsets.UTF_8);
  }

  static String items() {
    return IntStream.range(0, ITEMS)
        .mapToObj(Sample::item)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String json() {
    return """
        {"id":4711,"created":"2026-03-02T09:15:30.123456Z","integrationId":"order-2041","applicationId":1,\
        "profileId":"customer-77","storeIntegrationId":"store-9","evaluableCampaignIds":[12,13,14],\
        "couponCodes":["WELCOME10","SPRING"],"referralCode":"","state":"open","cartItems":%s,\
        "additionalCosts":{"shipping":{"price":4.90},"wrapping":{"price":2.50}},\
        "identifiers":["203.0.113.7"],"attributes":{"ShippingCity":"Wien","Gift":true,"Note":"K\u00e4rntner Stra\u00dfe"},\
        "firstSession":true,"updateCount":3,"total":1573.20,"cartItemTotal":1562.30,\
        "additionalCostTotal":10.90,"updated":"2026-03-02T09:16:30.123456Z"}"""
        .formatted(items());
  }

  private static String item(int i) {
    return """
        {"sku":"TEA-POT-%03d","quantity":%d,"name":"Tea pot number %d","price":%d.50,"category":"kitchen",\
        "product":{"name":"Tea pots"},"weight":1.250,"height":14.5,"width":20,"length":31.75,\
        "attributes":{"Colour":"blue","Fragile":true,"Rank":%d},\
        "additionalCosts":{"engraving":{"price":3.10}},"position":%d,"returnedQuantity":0,\
        "remainingQuantity":%d,"catalogItemID":%d}"""
        .formatted(i, 1 + i % 3, i, 10 + i, i, i, 1 + i % 3, 7000 + i);
  }
}
