package io.customersession.stub.session;

import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.ReturnedCartItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes units of a cart back, line by line; either all lines asked for, or none. */
final class CartReturn {
  private static final String SCHEMA = "#/components/schemas/ReturnedCartItem";

  private final List<CartItem> cart;
  private final int[] remaining;
  private final List<ReturnedCartItem> taken = new ArrayList<>();
  private final Violations violations = new Violations();

  /**
   * Works out a return.
   *
   * @throws InvalidRequestException with every line that cannot be taken back
   */
  CartReturn(List<CartItem> cart, List<ReturnedCartItem> lines) {
    this.cart = cart;
    this.remaining = cart.stream().mapToInt(CartReturn::remaining).toArray();
    violations.enter("return");
    violations.enter("returnedCartItems");
    for (int i = 0; i < lines.size(); i++) {
      violations.enter(i);
      take(lines.get(i));
      violations.leave();
    }
    InvalidRequestException.throwIfAny(violations);
  }

  /**
   * Returns the units taken back, one entry for each line of the cart that a line of the request
   * took from.
   */
  List<ReturnedCartItem> taken() {
    return taken;
  }

  /** Returns the cart with the units marked as returned. */
  List<CartItem> cartAfter() {
    return IntStream.range(0, cart.size())
        .mapToObj(
            i ->
                cart.get(i).toBuilder()
                    .returnedQuantity(cart.get(i).getQuantity() - remaining[i])
                    .remainingQuantity(remaining[i])
                    .build())
        .toList();
  }

  private void take(ReturnedCartItem line) {
    List<Integer> positions = positions(line);
    if (positions.isEmpty()) {
      return;
    }
    int available = positions.stream().mapToInt(position -> remaining[position]).sum();
    Integer quantity = line.getQuantity();
    if (available == 0) {
      violations.add(Rule.NOT_ALLOWED, SCHEMA, "nothing remains to be returned of this line");
    } else if (quantity != null && quantity > available) {
      violations.add(
          Rule.MAXIMUM,
          "quantity",
          SCHEMA + "/properties/quantity",
          "quantity must be at most " + available + ", which is what remains");
    } else {
      take(positions, quantity == null ? available : quantity);
    }
  }

  private void take(List<Integer> positions, int quantity) {
    int open = quantity;
    for (int position : positions) {
      int units = Math.min(open, remaining[position]);
      if (units > 0) {
        remaining[position] -= units;
        open -= units;
        taken.add(
            ReturnedCartItem.builder()
                .position(position)
                .sku(cart.get(position).getSku())
                .quantity(units)
                .build());
      }
    }
  }

  /** Returns the cart's lines that a line of the request means; none if it is refused. */
  private List<Integer> positions(ReturnedCartItem line) {
    Integer position = line.getPosition();
    String sku = line.getSku();
    if (position == null) {
      return sku == null ? unnamed() : ofSku(sku);
    }
    if (position >= cart.size()) {
      violations.add(
          Rule.MAXIMUM,
          "position",
          SCHEMA + "/properties/position",
          "position must be at most " + (cart.size() - 1) + ", the last line of the cart");
      return List.of();
    }
    return agrees(position, sku) ? List.of(position) : List.of();
  }

  private List<Integer> unnamed() {
    violations.add(Rule.REQUIRED, SCHEMA, "position or sku is required");
    return List.of();
  }

  private List<Integer> ofSku(String sku) {
    List<Integer> positions =
        IntStream.range(0, cart.size())
            .filter(i -> cart.get(i).getSku().equals(sku))
            .boxed()
            .toList();
    if (positions.isEmpty()) {
      violations.add(
          Rule.NOT_ALLOWED, "sku", SCHEMA + "/properties/sku", "sku stands on no line of the cart");
    }
    return positions;
  }

  private boolean agrees(int position, @Nullable String sku) {
    if (sku == null || cart.get(position).getSku().equals(sku)) {
      return true;
    }
    violations.add(
        Rule.NOT_ALLOWED,
        "sku",
        SCHEMA + "/properties/sku",
        "sku is not the one on the line that position names");
    return false;
  }

  private static int remaining(CartItem item) {
    Integer returned = item.getReturnedQuantity();
    return item.getQuantity() - (returned == null ? 0 : returned);
  }
}
