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
 * Drives one session through its life with the generated client, reads it after each step, and
 * explains each step. An unexpected outcome ends it with a {@link UnexpectedOutcomeException}.
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
   * Runs all steps for a session that does not exist yet.
   *
   * @throws UnexpectedOutcomeException if an outcome is unexpected
   */
  void run() {
    Transcript transcript = new Transcript(out);
    try (ApiClient client =
        ApiClient.builder().baseUrl(url).key(SecuritySchemes.API_KEY_V1, "shop-key").build()) {
      transcript.say("The life of one customer session: the generated client talks to " + url);
      new Steps(transcript, client).run();
      transcript.say("");
      transcript.say("All " + transcript.steps() + " steps went as expected.");
    } catch (ApiException | IllegalStateException e) {
      throw new UnexpectedOutcomeException("step " + transcript.steps() + ": " + e.getMessage());
    }
  }

  /** The steps of one life. */
  private static final class Steps {
    private final Transcript transcript;
    private final ApiClient client;
    private final CustomerSessionsApi sessions;

    Steps(Transcript transcript, ApiClient client) {
      this.transcript = transcript;
      this.client = client;
      this.sessions = new CustomerSessionsApi(client);
    }

    void run() {
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
      ErrorResponse error = error(call);
      CustomerSessionV2 after = read();
      transcript.readBack(after);
      expect("message", message, error.getMessage());
      expect("session after the error", before, after);
      return error;
    }

    private ErrorResponse error(ApiCall<?> call) {
      try {
        int status = client.execute(call).status();
        throw surprise("expected a error, but got " + status);
      } catch (ApiException e) {
        ErrorResponse error = Json.decodeResponse(ErrorResponse.Codec.INSTANCE, e.body()).value();
        if (e.status() != 400 || error == null) {
          throw surprise("expected 400 with a reason, but got " + e.getMessage());
        }
        transcript.rejected(e.status(), error);
        return error;
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

    private UnexpectedOutcomeException surprise(String what) {
      return new UnexpectedOutcomeException("step " + transcript.steps() + ": " + what);
    }

    private static List<String> details(ErrorResponse error) {
      return Objects.requireNonNullElse(error.getErrors(), List.<ErrorEntry>of()).stream()
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
