package io.customersession.client;

/** The code under test in the README. */
final class Shop {
  private Shop() {}

  static void pay(String order, String url) {
    try (CustomerSessions sessions =
        CustomerSessions.builder().baseUrl(url).apiKey("shop").build()) {
      sessions.update(order, SessionChange.builder().profileId("jane").build());
      sessions.close(order);
    }
  }
}
