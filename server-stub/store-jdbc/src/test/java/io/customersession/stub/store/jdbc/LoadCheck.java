package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreSnapshot;
import io.customersession.stub.store.Stores;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what a store contains with what a {@link Load} has written. */
final class LoadCheck {
  private final StoreSnapshot stored;
  private final Map<String, Session> sessions = new HashMap<>();

  private LoadCheck(StoreSnapshot stored) {
    this.stored = stored;
    stored.sessions().forEach(session -> sessions.put(session.facts().getIntegrationId(), session));
  }

  /**
   * Requires that every acknowledged write is stored, that none is stored twice, and that none is
   * stored in part.
   *
   * @return the number of sessions that are stored
   */
  static int check(String location, List<Load.Writer> writers) {
    try (Stores stores = Stores.at(location)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      LoadCheck check = new LoadCheck(store.snapshot());
      assertThat(store.sessions()).isEqualTo(check.sessions.size());
      writers.forEach(check::checkOrders);
      writers.forEach(check::checkCart);
      check.checkShared(writers);
      return check.sessions.size();
    }
  }

  /** An order is a session, and one more in its profile, in its counter and in the records. */
  private void checkOrders(Load.Writer writer) {
    int orders = 0;
    for (int number = 0; number < writer.sent; number += Load.Kind.values().length) {
      String id = Load.orderOf(writer.number) + number;
      Session order = sessions.get(id);
      if (number < writer.acknowledged) {
        assertThat(order).as(id).isNotNull();
      }
      IdempotencyKey key =
          new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, id, writer.number + "-" + number);
      assertThat(stored.records().containsKey(key)).as(id).isEqualTo(order != null);
      if (order != null) {
        orders++;
        assertThat(order.facts().getState().value()).isEqualTo("closed");
        assertThat(order.appliedPromotions().redemptions()).hasSize(1);
      }
    }
    Profile profile = stored.profiles().get(new ProfileKey(1, Load.profile(writer.number)));
    assertThat(profile == null ? 0 : profile.closedSessions()).isEqualTo(orders);
    assertThat(profile == null ? BigDecimal.ZERO : profile.totalSales())
        .isEqualByComparingTo(new BigDecimal("10.50").multiply(BigDecimal.valueOf(orders)));
    int redeemed =
        stored.counters().entrySet().stream()
            .filter(each -> each.getKey().by() == RedemptionCounters.By.ALL)
            .filter(each -> each.getKey().subject().endsWith(Load.coupon(writer.number)))
            // The campaign of a coupon is named after it, and counted as well.
            .filter(each -> !each.getKey().subject().startsWith("campaign:"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(redeemed).isEqualTo(orders);
  }

  /** The cart has the quantity of its last update, or of one that was not acknowledged. */
  private void checkCart(Load.Writer writer) {
    Session cart = sessions.get(Load.cart(writer.number));
    int quantity = cart == null ? 0 : cart.facts().getTotal().intValueExact();
    assertThat(quantity)
        .isBetween(
            Load.Writer.ofKind(writer.acknowledged, Load.Kind.CART),
            Load.Writer.ofKind(writer.sent, Load.Kind.CART));
  }

  private void checkShared(List<Load.Writer> writers) {
    Session shared = sessions.get(Load.SHARED);
    int updates = shared == null ? 0 : shared.facts().getUpdateCount();
    assertThat(updates)
        .isBetween(
            writers.stream()
                .mapToInt(each -> Load.Writer.ofKind(each.acknowledged, Load.Kind.SHARED))
                .sum(),
            writers.stream()
                .mapToInt(each -> Load.Writer.ofKind(each.sent, Load.Kind.SHARED))
                .sum());
  }
}
