package instruments;

import instruments.client.api.InstrumentsApi;
import instruments.client.model.Card;
import instruments.client.model.Instrument;
import instruments.client.model.Payment;
import instruments.client.model.Wallet;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.StubServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Calls with unions whose discriminators select unions with discriminators. */
public final class InstrumentCalls {
  private InstrumentCalls() {}

  /** Starts a stub that returns what it receives. */
  public static StubServer server() {
    instruments.stub.api.InstrumentsApi echo = payment -> payment;
    return StubServer.builder(world -> instruments.stub.api.Dispatcher.of(echo)).start();
  }

  /** Returns what a client reads in the response to what it reads in a text. */
  public static String sent(String text) throws Exception {
    Payment payment = read(text);
    try (StubServer server = server();
        ApiClient client = ApiClient.builder().baseUrl(server.url()).build()) {
      Payment returned = new InstrumentsApi(client).sendPayment(payment);
      return shown(returned) + (returned.equals(payment) ? "" : ", not equal") + " " + returned;
    }
  }

  /** Returns what a client reads in a response. */
  public static String received(String text) {
    return shown(read(text));
  }

  private static Payment read(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return Objects.requireNonNull(Json.decodeResponse(Payment.Codec.INSTANCE, body).value());
  }

  private static String shown(Payment payment) {
    List<String> parts = new ArrayList<>();
    parts.add(instrument(payment.getInstrument()));
    if (payment.getBackup() != null) {
      parts.add("or " + instrument(payment.getBackup()));
    }
    if (payment.getTried() != null) {
      payment
          .getTried()
          .forEach(
              each ->
                  parts.add(
                      each == null
                          ? "null"
                          : each.<String>match(
                              visa -> "visa " + visa.getNumber(),
                              cash -> "cash",
                              unknown -> "unknown " + unknown)));
    }
    if (payment.getLimits() != null) {
      payment.getLimits().forEach((name, each) -> parts.add(name + "=" + instrument(each)));
    }
    return String.join(", ", parts);
  }

  private static String instrument(Instrument instrument) {
    return instrument.<String>match(
        InstrumentCalls::card,
        InstrumentCalls::wallet,
        cash -> "cash " + cash.getChange(),
        unknown -> "unknown instrument " + unknown);
  }

  private static String card(Card card) {
    return card.<String>match(
        visa -> "visa " + visa.getNumber(),
        amex -> "amex " + amex.getCid(),
        unknown -> "unknown card " + unknown);
  }

  private static String wallet(Wallet wallet) {
    return wallet.<String>match(
        pal -> "pal " + pal.getMail(),
        pay -> "pay " + pay.getToken(),
        other -> "wallet " + other.getProvider(),
        unknown -> "unknown wallet " + unknown);
  }
}
