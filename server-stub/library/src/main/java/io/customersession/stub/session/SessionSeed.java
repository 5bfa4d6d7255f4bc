package io.customersession.stub.session;

import io.customersession.contract.json.Json;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.SessionState;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session that a test starts with, in any state: {@code
 * SessionSeed.of("cart-7").state(SessionState.CLOSED).content("{\"profileId\":\"p\"}")}. Immutable;
 * each method returns a modified copy.
 *
 * @param id the integration id, 1 to 1,000 characters
 * @param application the application that the session belongs to. Default: 1.
 * @param state the state. Default: open.
 * @param content what a client would send: cart, coupons, profile and so on, without a state
 * @param returned the number of returned units per cart item position; only for states that follow
 *     a return
 * @param created the time of creation, or null for the current time of its world
 * @param updated the time of the last change, or null for the time of creation
 */
public record SessionSeed(
    String id,
    long application,
    SessionState state,
    NewCustomerSessionV2 content,
    Map<Integer, Integer> returned,
    @Nullable OffsetDateTime created,
    @Nullable OffsetDateTime updated) {

  /** Creates a seed; it is validated when it is used. */
  public SessionSeed {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(content, "content");
    returned = Map.copyOf(returned);
  }

  /** Creates a seed of an open, anonymous session with an empty cart. */
  public static SessionSeed of(String id) {
    return new SessionSeed(
        id, 1, SessionState.OPEN, NewCustomerSessionV2.builder().build(), Map.of(), null, null);
  }

  /**
   * Creates a seed from a session in a response. Properties that the server computes are not
   * copied: internal ids, sums, {@code firstSession} and {@code updateCount}.
   */
  public static SessionSeed like(CustomerSessionV2 session) {
    Map<Integer, Integer> returned = new TreeMap<>();
    for (int i = 0; i < session.getCartItems().size(); i++) {
      Integer units = session.getCartItems().get(i).getReturnedQuantity();
      if (units != null && units > 0) {
        returned.put(i, units);
      }
    }
    NewCustomerSessionV2.Builder content = NewCustomerSessionV2.builder();
    session.copyTo(content);
    content
        .state(null)
        .cartItems(session.getCartItems().stream().map(SessionSeed::asSent).toList());
    return new SessionSeed(
        session.getIntegrationId(),
        session.getApplicationId(),
        session.getState(),
        content.build(),
        returned,
        session.getCreated(),
        session.getUpdated());
  }

  private static CartItem asSent(CartItem item) {
    return item.toBuilder().position(null).returnedQuantity(null).remainingQuantity(null).build();
  }

  /** Returns a copy in another state. */
  public SessionSeed state(SessionState other) {
    return new SessionSeed(id, application, other, content, returned, created, updated);
  }

  /**
   * Returns a copy in another state.
   *
   * @param name the name of a state of the document
   * @throws IllegalArgumentException if the document has no such state
   */
  public SessionSeed state(String name) {
    SessionState other = SessionState.of(name);
    if (other == null) {
      throw wrong(
          id,
          "state must be one of "
              + Arrays.toString(SessionState.values())
              + ", not \""
              + name
              + "\"");
    }
    return state(other);
  }

  /** Returns a copy for another application. */
  public SessionSeed application(long other) {
    return new SessionSeed(id, other, state, content, returned, created, updated);
  }

  /** Returns a copy with the content that a client would send. */
  public SessionSeed content(NewCustomerSessionV2 other) {
    return new SessionSeed(id, application, state, other, returned, created, updated);
  }

  /**
   * Returns a copy with the content that a client would send.
   *
   * @param json the {@code customerSession} of an update's body, without a state
   * @throws IllegalArgumentException if it violates the document; the message lists every violation
   */
  public SessionSeed content(String json) {
    return content(read(id, json.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns a copy with returned units of one cart item.
   *
   * @param position the position of the item in the cart, from 0
   * @param units the number of units, at least 1
   */
  public SessionSeed returned(int position, int units) {
    Map<Integer, Integer> more = new TreeMap<>(returned);
    more.put(position, units);
    return new SessionSeed(id, application, state, content, more, created, updated);
  }

  /** Returns a copy with a time of creation. */
  public SessionSeed created(OffsetDateTime time) {
    return new SessionSeed(id, application, state, content, returned, time, updated);
  }

  /** Returns a copy with a time of the last change. */
  public SessionSeed updated(OffsetDateTime time) {
    return new SessionSeed(id, application, state, content, returned, created, time);
  }

  static NewCustomerSessionV2 read(String id, byte[] json) {
    Violations violations = new Violations();
    NewCustomerSessionV2 content =
        Json.decodeRequest(NewCustomerSessionV2.Codec.INSTANCE, json, violations).value();
    if (content == null || !violations.all().isEmpty()) {
      throw wrong(id, sentence(violations.all()));
    }
    return content;
  }

  static IllegalArgumentException wrong(String id, String reason) {
    return new IllegalArgumentException("the session \"" + id + "\" cannot be seeded: " + reason);
  }

  static String sentence(List<Violation> violations) {
    return violations.stream().map(SessionSeed::sentence).collect(Collectors.joining("; "));
  }

  private static String sentence(Violation violation) {
    return violation.location().isEmpty()
        ? violation.details()
        : violation.location() + ": " + violation.details();
  }
}
