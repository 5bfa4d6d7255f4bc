package io.customersession.client.demo;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.model.AdditionalCost;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorResponse;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Json;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Leads one session through its life with the generated client, reads it back after each step and
 * tells what happens. Whatever goes otherwise than told ends it with a {@link SurpriseException}.
 */
final class SessionLife {
  private static final String ID = "order 2041/a";

  private final String url;
  private final PrintStream out;

  SessionLife(String url, PrintStream out) {
    this.url = url;
    this.out = out;
  }

  /**
   * Lives one life, of a session that the server must not know yet.
   *
   * @throws SurpriseException if anything goes otherwise than told
   */
  void run() {
    Transcript transcript = new Transcript(out);
    try (ApiClient client =
        ApiClient.builder().baseUrl(url).key(SecuritySchemes.API_KEY_V1, "shop-key").build()) {
      transcript.say("The life of one customer session: the generated client talks to " + url);
      new Told(transcript, client).tell();
      transcript.say("");
      transcript.say("All " + transcript.steps() + " steps went as told.");
    } catch (ApiException | IllegalStateException e) {
      throw new SurpriseException("step " + transcript.steps() + ": " + e.getMessage());
    }
  }

  /** One life, step by step. */
  private static final class Told {
    private final Transcript transcript;
    private final ApiClient client;
    private final CustomerSessionsApi sessions;

    Told(Transcript transcript, ApiClient client) {
      this.transcript = transcript;
      this.client = client;
      this.sessions = new CustomerSessionsApi(client);
    }

    void tell() {
      NewCustomerSessionV2.Builder cart =
          NewCustomerSessionV2.builder()
              .profileId("jane")
              .cartItems(List.of(item("mug", 2, "10.50"), item("tea", 1, "4.25")));
      CustomerSessionV2 created = accepted("Create it with a cart", update(cart));
      expect("state", SessionState.OPEN, created.getState());
      expect("updateCount", 1, created.getUpdateCount());
      expectTotal("25.25", created);

      CustomerSessionV2 updated =
          accepted(
              "Update it: a coupon and a shipping cost; all else stays",
              update(
                  NewCustomerSessionV2.builder()
                      .couponCodes(List.of("WELCOME10"))
                      .additionalCosts(Map.of("shipping", cost("4.90")))));
      expectNext(created, SessionState.OPEN, updated);
      expectTotal("30.15", updated);

      ErrorResponse noIdentifier =
          refused(
              "Close it: the document allows that, a hand-written rule does not",
              move(SessionState.CLOSED),
              updated,
              "Cannot move session to state \"closed\" from state \"open\"");
      expect("reason", List.of(CouponNeedsIdentifier.REASON), details(noIdentifier));

      CustomerSessionV2 identified =
          accepted(
              "Do as the rule says: add an identifier",
              update(NewCustomerSessionV2.builder().identifiers(List.of("203.0.113.7"))));
      expectNext(updated, SessionState.OPEN, identified);

      CustomerSessionV2 closed = accepted("Close it again", move(SessionState.CLOSED));
      expectNext(identified, SessionState.CLOSED, closed);

      CustomerSessionV2 returned = accepted("Return one mug", returnOne("mug"));
      expectNext(closed, SessionState.PARTIALLY_RETURNED, returned);
      expect("returned units", 1, Transcript.returnedUnits(returned));

      refused(
          "Reopen it: illegal, as the document's table has no such move",
          sessions.reopenCustomerSessionCall(ID, null),
          returned,
          "Cannot move session to state \"open\" from state \"partially_returned\"");

      CustomerSessionV2 cancelled = accepted("Cancel it", move(SessionState.CANCELLED));
      expectNext(returned, SessionState.CANCELLED, cancelled);
      expectTotal("30.15", cancelled);
      expect("moves left", List.of(), List.copyOf(cancelled.getState().next()));

      refused(
          "Close it once more: cancelled is the end",
          move(SessionState.CLOSED),
          cancelled,
          "Cannot move session to state \"closed\" from state \"cancelled\"");
    }

    private CustomerSessionV2 accepted(String intent, ApiCall<?> call) {
      transcript.step(intent);
      transcript.sent(call);
      try {
        transcript.accepted(client.execute(call));
      } catch (ApiException e) {
        throw surprise(
            "expected it to be accepted, but got " + e.getMessage() + " " + e.bodyText());
      }
      CustomerSessionV2 session = read();
      transcript.readBack(session);
      return session;
    }

    private ErrorResponse refused(
        String intent, ApiCall<?> call, CustomerSessionV2 before, String message) {
      transcript.step(intent);
      transcript.sent(call);
      ErrorResponse refusal = refusal(call);
      CustomerSessionV2 after = read();
      transcript.readBack(after);
      expect("message", message, refusal.getMessage());
      expect("session after the refusal", before, after);
      return refusal;
    }

    private ErrorResponse refusal(ApiCall<?> call) {
      try {
        int status = client.execute(call).status();
        throw surprise("expected a refusal, but got " + status);
      } catch (ApiException e) {
        ErrorResponse refusal = Json.decodeResponse(ErrorResponse.Codec.INSTANCE, e.body()).value();
        if (e.status() != 400 || refusal == null) {
          throw surprise("expected 400 with a reason, but got " + e.getMessage());
        }
        transcript.refused(e.status(), refusal);
        return refusal;
      }
    }

    private CustomerSessionV2 read() {
      CustomerSessionV2 session = sessions.getCustomerSession(ID).getCustomerSession();
      if (session == null) {
        throw surprise("expected the session to be read back, but it is absent");
      }
      return session;
    }

    private ApiCall<?> update(NewCustomerSessionV2.Builder change) {
      return sessions.updateCustomerSessionV2Call(
          ID,
          IntegrationRequest.builder().customerSession(change.build()).build(),
          null,
          null,
          null);
    }

    private ApiCall<?> move(SessionState to) {
      return update(NewCustomerSessionV2.builder().state(to));
    }

    private ApiCall<?> returnOne(String sku) {
      ReturnedCartItem line = ReturnedCartItem.builder().sku(sku).quantity(1).build();
      return sessions.returnCartItemsCall(
          ID,
          ReturnIntegrationRequest.builder()
              .returnValue(NewReturn.builder().returnedCartItems(List.of(line)).build())
              .build(),
          null,
          null,
          "return-1");
    }

    private void expectNext(CustomerSessionV2 before, SessionState state, CustomerSessionV2 after) {
      expect("state", state, after.getState());
      expect("updateCount", before.getUpdateCount() + 1, after.getUpdateCount());
    }

    private void expectTotal(String total, CustomerSessionV2 session) {
      if (session.getTotal().compareTo(new BigDecimal(total)) != 0) {
        throw surprise("expected total " + total + ", but got " + session.getTotal());
      }
    }

    private void expect(String what, Object expected, Object actual) {
      if (!expected.equals(actual)) {
        throw surprise("expected " + what + " " + expected + ", but got " + actual);
      }
    }

    private SurpriseException surprise(String what) {
      return new SurpriseException("step " + transcript.steps() + ": " + what);
    }

    private static List<String> details(ErrorResponse refusal) {
      return Objects.requireNonNullElse(refusal.getErrors(), List.<ErrorEntry>of()).stream()
          .map(ErrorEntry::getDetails)
          .toList();
    }

    private static CartItem item(String sku, int quantity, String price) {
      return CartItem.builder().sku(sku).quantity(quantity).price(new BigDecimal(price)).build();
    }

    private static AdditionalCost cost(String price) {
      return AdditionalCost.builder().price(new BigDecimal(price)).build();
    }
  }
}
