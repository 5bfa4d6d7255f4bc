package deliveries;

import deliveries.client.api.DeliveriesApi;
import deliveries.client.model.Contact;
import deliveries.client.model.DeliveryNote;
import deliveries.client.model.Express;
import deliveries.client.model.ExpressSlot;
import deliveries.client.model.Parcel;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.StubServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Calls with values to which several choices apply, or a choice within another one. */
public final class DeliveryCalls {
  private DeliveryCalls() {}

  /** Starts a stub that returns what it receives. */
  public static StubServer server() {
    deliveries.stub.api.DeliveriesApi echo = delivery -> delivery;
    return StubServer.builder(world -> deliveries.stub.api.Dispatcher.of(echo)).start();
  }

  /** Returns what a client reads in the response to what it reads in a text. */
  public static String sent(String text) throws Exception {
    Express delivery =
        Objects.requireNonNull(
            Json.decodeResponse(Express.Codec.INSTANCE, text.getBytes(StandardCharsets.UTF_8))
                .value());
    try (StubServer server = server();
        ApiClient client = ApiClient.builder().baseUrl(server.url()).build()) {
      Express returned = new DeliveriesApi(client).sendDelivery(delivery);
      return shown(returned) + (returned.equals(delivery) ? "" : ", not equal");
    }
  }

  private static String shown(Express delivery) {
    List<String> parts = new ArrayList<>();
    if (delivery.getParcel() != null) {
      parts.add(parcel(delivery.getParcel()));
    }
    if (delivery.getContact() != null) {
      parts.add(contact(delivery.getContact()));
    }
    if (delivery.getNote() != null) {
      parts.add(note(delivery.getNote()));
    }
    if (delivery.getSlot() != null) {
      parts.add(slot(delivery.getSlot()));
    }
    return String.join(", ", parts);
  }

  private static String parcel(Parcel parcel) {
    return parcel.<String>match(
        box -> "box " + box.getId() + " of " + box.getWeight(),
        envelope ->
            envelope.<String>match(
                plain -> "plain " + plain.getId() + " in " + plain.getColor(),
                lined -> "lined " + lined.getSheets() + " by " + lined.getLines(),
                nested -> "nested " + nested,
                unknown -> "unknown envelope " + unknown),
        unknown -> "unknown parcel " + unknown);
  }

  private static String contact(Contact contact) {
    return contact.<String>match(
        mail ->
            mail.<String>match(
                person -> person.getName() + " by mail to " + person.getMail(),
                company -> "firm " + company.getFirm() + " by mail to " + company.getMail(),
                unknown -> "unknown by mail " + unknown),
        phone ->
            phone.<String>match(
                person -> person.getName() + " by phone " + person.getPhone(),
                company -> "firm " + company.getFirm() + " by phone " + company.getPhone(),
                unknown -> "unknown by phone " + unknown),
        unknown -> "unknown contact " + unknown);
  }

  private static String note(DeliveryNote note) {
    return note.<String>match(
        string -> "text " + string, integer -> "number " + integer, unknown -> "unknown note");
  }

  private static String slot(ExpressSlot slot) {
    return slot.<String>match(
        day ->
            day.<String>match(
                free -> "free on " + free.getDay(),
                paid -> paid.getPrice() + " on " + paid.getDay(),
                unknown -> "unknown day " + unknown),
        hour ->
            hour.<String>match(
                free -> "free at " + free.getHour(),
                paid -> paid.getPrice() + " at " + paid.getHour(),
                unknown -> "unknown hour " + unknown),
        unknown -> "unknown slot " + unknown);
  }
}
