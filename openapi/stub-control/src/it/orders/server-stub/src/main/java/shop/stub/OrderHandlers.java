package shop.stub;

import io.customersession.contract.stub.entity.EntityHandlers;
import java.util.List;
import java.util.Map;
import shop.stub.api.ApiOperation;
import shop.stub.api.OrdersApiDefaults;
import shop.stub.model.Order;
import shop.stub.model.OrderState;
import shop.stub.model.Payment;

/** What the document does not say: the stock, and what a payment changes. */
public final class OrderHandlers implements OrdersApiDefaults {
  private final EntityHandlers entities;

  /** Creates the handlers of one world. */
  public OrderHandlers(EntityHandlers entities) {
    this.entities = entities;
  }

  @Override
  public EntityHandlers entityHandlers() {
    return entities;
  }

  @Override
  public Map<String, List<Integer>> countStock() {
    return Map.of("AB1234", List.of(3, 0, 7));
  }

  @Override
  public Order payOrder(String orderId, Payment payment) {
    return entities.change(
        ApiOperation.PAY_ORDER,
        orderId,
        Order.Codec.INSTANCE,
        order -> order.toBuilder().paid(payment.getAmount()).state(OrderState.PAID).build());
  }
}
