package io.customersession.client.demo;

import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorResponse;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints requests and responses in a readable form. */
final class Transcript {
  private static final int WIDTH = 100;

  private final PrintStream out;
  private int steps;

  Transcript(PrintStream out) {
    this.out = out;
  }

  void say(String sentence) {
    out.println(sentence);
  }

  void step(String intent) {
    out.printf("%n%2d. %s%n", ++steps, intent);
  }

  int steps() {
    return steps;
  }

  void sent(ApiCall<?> call) {
    String query = call.query().isEmpty() ? "" : "?" + call.query();
    line("sent", call.operation().method() + " " + call.path() + query);
    byte[] body = call.body();
    if (body != null) {
      line("", new String(body, StandardCharsets.UTF_8));
    }
  }

  void accepted(ApiResponse<?> response) {
    Object json = Json.decodeResponse(Codecs.any("#"), response.body()).value();
    String members = json instanceof Map<?, ?> map ? joined(map.keySet()) : "nothing";
    line("received", response.status() + " with " + members);
  }

  void rejected(int status, ErrorResponse error) {
    line("received", status + " " + error.getMessage());
    for (ErrorEntry entry : Objects.requireNonNullElse(error.getErrors(), List.<ErrorEntry>of())) {
      line("", "- " + entry.getTitle() + ": " + entry.getDetails());
    }
  }

  void readBack(CustomerSessionV2 session) {
    line(
        "read back",
        "%-18s  update %d, %s, total %s = cart %s + costs %s"
            .formatted(
                session.getState(),
                session.getUpdateCount(),
                units(session),
                amount(session.getTotal()),
                amount(session.getCartItemTotal()),
                amount(session.getAdditionalCostTotal())));
  }

  static int returnedUnits(CustomerSessionV2 session) {
    return session.getCartItems().stream()
        .mapToInt(item -> Objects.requireNonNullElse(item.getReturnedQuantity(), 0))
        .sum();
  }

  private static String units(CustomerSessionV2 session) {
    int units = session.getCartItems().stream().mapToInt(CartItem::getQuantity).sum();
    int returned = returnedUnits(session);
    return units + " units" + (returned == 0 ? "" : " (" + returned + " returned)");
  }

  private static String amount(BigDecimal amount) {
    return amount.toPlainString();
  }

  private void line(String label, String text) {
    String rest = text;
    String head = label;
    for (int end = cut(rest); end > 0; end = cut(rest)) {
      out.printf("      %-9s  %s%n", head, rest.substring(0, end));
      rest = rest.substring(end);
      head = "";
    }
    out.printf("      %-9s  %s%n", head, rest);
  }

  /** Returns where to break a line, or 0 if it fits or cannot be broken. */
  private static int cut(String text) {
    return text.length() <= WIDTH
        ? 0
        : 1 + Math.max(text.lastIndexOf(",\"", WIDTH - 1), text.lastIndexOf(' ', WIDTH - 1));
  }

  private static String joined(Set<?> names) {
    return names.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
