package shop.stub;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.TransitionTable;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.Weight;
import io.customersession.contract.stub.world.StoredState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import shop.stub.api.ApiOperation;
import shop.stub.api.OrdersApi;
import shop.stub.model.Carrier;
import shop.stub.model.Order;
import shop.stub.model.OrderState;
import shop.stub.model.Payment;

/** All that is written by hand for a stub of the orders: what is stored, and one rule. */
public final class OrdersResource implements OrdersApi, StoredState<Map<String, Order>> {
  private static final TransitionTable<OrderState> TABLE =
      TransitionTable.of(OrderState.transitions());

  private final Map<String, Order> orders = new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();

  @Override
  public Map<String, Order> snapshot() {
    return Map.copyOf(orders);
  }

  @Override
  public void restore(Map<String, Order> snapshot) {
    orders.putAll(snapshot);
    weight.set(Weight.of(snapshot));
  }

  @Override
  public long weight() {
    return weight.get();
  }

  @Override
  public List<Order> findOrders(@Nullable List<OrderState> state) {
    return orders.values().stream()
        .filter(order -> state == null || state.contains(order.getState()))
        .toList();
  }

  @Override
  public Map<String, List<Integer>> countStock() {
    return Map.of("AB1234", List.of(3, 0, 7));
  }

  @Override
  public Order getOrder(String orderId) {
    Order order = orders.get(orderId);
    if (order == null) {
      throw HttpError.of(404, "there is no order " + orderId);
    }
    return order;
  }

  @Override
  public Order updateOrder(String orderId, Order sent) {
    return change(orderId, sent.getState(), ApiOperation.UPDATE_ORDER, sent);
  }

  @Override
  public Order payOrder(String orderId, Payment payment) {
    Order paid = getOrder(orderId).toBuilder().paid(payment.getAmount()).build();
    return change(orderId, OrderState.PAID, ApiOperation.PAY_ORDER, paid);
  }

  @Override
  public void shipOrder(String orderId) {
    Order order = getOrder(orderId);
    Order sent = order.toBuilder().expectedInDays(days(order.getCarrier())).build();
    change(orderId, OrderState.SHIPPED, ApiOperation.SHIP_ORDER, sent);
  }

  @Override
  public void confirmDelivery(String orderId) {
    change(orderId, OrderState.DELIVERED, ApiOperation.CONFIRM_DELIVERY, getOrder(orderId));
  }

  /** Looks at every carrier; one that is added to the document does not compile until it is looked at here. */
  private static int days(@Nullable Carrier carrier) {
    return carrier == null
        ? 3
        : switch (carrier) {
          case POST -> 3;
          case COURIER -> 1;
        };
  }

  private Order change(String orderId, OrderState to, Operation operation, Order changed) {
    return orders.compute(
        orderId,
        (id, stored) -> {
          TABLE.require(stored == null ? null : stored.getState(), to, operation);
          Order next = changed.toBuilder().state(to).build();
          weight.addAndGet(Weight.of(next) - Weight.of(stored));
          return next;
        });
  }
}
