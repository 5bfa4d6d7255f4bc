package shop.stub;

import io.customersession.contract.stub.entity.EntityRule;
import java.util.Optional;
import shop.stub.model.Carrier;
import shop.stub.model.Line;
import shop.stub.model.Order;

/** Refuses orders that are too large for a courier. */
public final class CourierLimit implements EntityRule {
  private static final int MAX_UNITS = 50;

  @Override
  public Optional<String> refuse(Move move) {
    Order order = move.after(Order.Codec.INSTANCE);
    int units = order.getLines().stream().mapToInt(Line::getQuantity).sum();
    return order.getCarrier() == Carrier.COURIER && units > MAX_UNITS
        ? Optional.of("A courier brings at most " + MAX_UNITS + " units")
        : Optional.empty();
  }
}
