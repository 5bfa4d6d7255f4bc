package shop;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Takes orders, with the client that Spring Boot configures. */
@RestController
class Checkout {
  private final CustomerSessions sessions;
  private final RestClient shipping;

  Checkout(CustomerSessions sessions, @Value("${shipping.url}") String shippingUrl) {
    this.sessions = sessions;
    this.shipping = RestClient.create(shippingUrl);
  }

  @PostMapping("/orders/{order}")
  Map<String, String> order(@PathVariable String order) {
    CartItem mugs =
        CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
    sessions.update(
        order, SessionChange.builder().profileId("jane").cartItems(List.of(mugs)).build());
    CustomerSessionV2 paid = sessions.close(order).getCustomerSession();
    String parcel = shipping.post().uri("/parcels/{order}", order).retrieve().body(String.class);
    return Map.of("total", paid.getTotal().toString(), "parcel", parcel);
  }
}
