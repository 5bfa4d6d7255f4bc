package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.error.UnauthorizedException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerProfileRequest;
import io.customersession.client.model.CustomerProfileState;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.SessionResponseContent;
import io.customersession.client.model.SessionState;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.validation.RequestValidator;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import java.math.BigDecimal;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The client against the stub of the same document. */
final class CustomerSessionsTest extends StubbedScenario {
  @Test
  void session_wholeLife_changesStates() {
    assertThat(sessions.update("s1", cart()).getCustomerSession().getState())
        .isSameAs(SessionState.OPEN);
    assertThat(sessions.close("s1").getCustomerSession().getState()).isSameAs(SessionState.CLOSED);
    sessions.reopen("s1");
    assertThat(stored().getState()).isSameAs(SessionState.OPEN);
    sessions.close("s1");
    assertThat(sessions.returnItems("s1", ONE_MUG).getCustomerSession().getState())
        .isSameAs(SessionState.PARTIALLY_RETURNED);
    assertThat(sessions.cancel("s1").getCustomerSession().getState())
        .isSameAs(SessionState.CANCELLED);
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void v1_update_isReadByBothVersions() {
    sessions.v1().update("s1", SessionChangeV1.builder().coupon("WELCOME").build());

    assertThat(sessions.v1().get("s1").getCoupon()).isEqualTo("WELCOME");
    assertThat(stored().getCouponCodes()).containsExactly("WELCOME");
  }

  @Test
  void update_clearedFields_areClearedAndTheOthersStay() {
    sessions.update("s1", cart());
    sessions.update("s1", SessionChange.builder().clearCartItems().build());

    assertThat(stored().getCartItems()).isEmpty();
    assertThat(stored().getProfileId()).isEqualTo("jane");
  }

  @Test
  void update_explicitNull_keepsWhatIsStored() {
    sessions.update("s1", cart());
    sessions.update("s1", SessionChange.builder().nullCartItems().build());

    assertThat(stored().getCartItems()).hasSize(1);
  }

  @Test
  void update_dry_storesNothing() {
    sessions.update("s1", cart());
    sessions.close("s1", RequestOptions.builder().dry(true).build());

    assertThat(stored().getState()).isSameAs(SessionState.OPEN);
  }

  @Test
  void update_responseContent_returnsTheRequestedParts() {
    assertThat(
            sessions
                .update(
                    "s1",
                    cart(),
                    RequestOptions.builder()
                        .responseContent(SessionResponseContent.CUSTOMER_PROFILE)
                        .build())
                .getCustomerProfile()
                .getIntegrationId())
        .isEqualTo("jane");
  }

  @Test
  void option_unsupported_isRejectedBeforeTheCall() {
    sessions.update("s1", cart());
    sessions.close("s1");

    assertThatThrownBy(() -> sessions.reopen("s1", RequestOptions.builder().dry(true).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reopenCustomerSession does not support the option dry");
    assertThat(stored().getState()).isSameAs(SessionState.CLOSED);
  }

  @Test
  void returnItems_sameKeyTwice_returnsOnce() {
    sessions.update("s1", cart());
    sessions.close("s1");
    RequestOptions key = RequestOptions.builder().idempotencyKey("return-1").build();

    assertThat(sessions.returnItems("s1", ONE_MUG, key))
        .isEqualTo(sessions.returnItems("s1", ONE_MUG, key));
  }

  @Test
  void update_sameKeyTwice_isCarriedOutOnce() {
    RequestOptions key = RequestOptions.builder().idempotencyKey("update-1").build();

    assertThat(sessions.update("s1", cart(), key)).isEqualTo(sessions.update("s1", cart(), key));
    assertThat(stored().getUpdateCount()).isEqualTo(1);
    InvalidRequestException error =
        catchThrowableOfType(InvalidRequestException.class, () -> sessions.close("s1", key));
    assertThat(error.violations())
        .singleElement()
        .satisfies(it -> assertThat(it.getSource().getParameter()).isEqualTo("Idempotency-Key"));
    assertThat(stored().getState()).isSameAs(SessionState.OPEN);
  }

  @Test
  void reopen_lostResponseUnderAKey_getsTheFirstResponse() {
    sessions.update("s1", cart());
    sessions.close("s1");
    stub.world().faults().add(FaultRule.of(Fault.dropAfter()).times(1));
    try (CustomerSessions retrying = client().retryPolicy(RetryPolicy.standard()).build()) {
      retrying.reopen("s1", RequestOptions.builder().idempotencyKey("reopen-1").build());
    }

    assertThat(stored().getState()).isSameAs(SessionState.OPEN);
    assertThat(stored().getUpdateCount()).isEqualTo(3);
    assertThat(stub.journal().find().operation("reopenCustomerSession").status(200).count())
        .isEqualTo(2);
  }

  @Test
  void execute_withAKey_sendsIt() {
    CustomerProfilesApi profiles = new CustomerProfilesApi(sessions.client());
    RequestOptions key = RequestOptions.builder().idempotencyKey("profile-1").build();
    CustomerProfileRequest gold =
        CustomerProfileRequest.builder().attributes(Map.of("tier", "gold")).build();

    CustomerProfileState first =
        sessions
            .execute(profiles.updateCustomerProfileV2Call("jane", gold, null, null, null), key)
            .value();
    assertThat(
            sessions
                .execute(profiles.updateCustomerProfileV2Call("jane", gold, null, null, null), key)
                .value())
        .isEqualTo(first);
    assertThat(stub.journal().find().header("Idempotency-Key", "profile-1").count()).isEqualTo(2);
  }

  @Test
  void update_severalViolations_reportsAllWithPointers() {
    InvalidRequestException error =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                sessions.update(
                    "s1",
                    SessionChange.builder()
                        .cartItems(
                            List.of(
                                CartItem.builder()
                                    .sku("")
                                    .quantity(0)
                                    .price(BigDecimal.ONE)
                                    .build()))
                        .identifiers(List.of("1", "2", "3", "4", "5", "jane"))
                        .build()));

    assertThat(error.violations())
        .extracting(ErrorEntry::getSource)
        .extracting(source -> source.getPointer())
        .contains("/customerSession/cartItems/0/quantity", "/customerSession/identifiers");
    assertThat(error)
        .hasMessage(
            "updateCustomerSessionV2: 400, the request is invalid, 3 violations:"
                + " minLength at /customerSession/cartItems/0/sku,"
                + " minimum at /customerSession/cartItems/0/quantity,"
                + " maxItems at /customerSession/identifiers");
  }

  @Test
  void update_manyViolations_namesTheFirstFive() {
    List<CartItem> items = Collections.nCopies(7, MUG.toBuilder().quantity(0).build());
    SessionChange bad = SessionChange.builder().cartItems(items).build();

    assertThatThrownBy(() -> sessions.update("s1", bad))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(", 7 violations: minimum at /customerSession/cartItems/0/quantity, ")
        .hasMessageEndingWith(" minimum at /customerSession/cartItems/4/quantity, and 2 more");
  }

  @Test
  void update_idTooLong_namesTheParameter() {
    assertThatThrownBy(() -> sessions.get("j".repeat(1001)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "getCustomerSession: 400, the request is invalid, 1 violation:"
                + " maxLength in the parameter customerSessionId");
  }

  @Test
  void get_unknownSession_isNotFound() {
    assertThatThrownBy(() -> sessions.get("jane@example.com"))
        .isInstanceOf(SessionNotFoundException.class)
        .hasMessage("getCustomerSession: 404, not found");
  }

  @Test
  void get_wrongKey_isUnauthorized() {
    try (CustomerSessions stranger = client().apiKey("wrong").build()) {
      assertThatThrownBy(() -> stranger.get("s1"))
          .isInstanceOf(UnauthorizedException.class)
          .hasMessageNotContaining("wrong");
    }
  }

  @Test
  void execute_generatedCall_hasTheSameExceptions() {
    assertThatThrownBy(
            () ->
                sessions.execute(
                    new CustomerSessionsApi(sessions.client()).getCustomerSessionCall("s1"),
                    RequestOptions.none()))
        .isInstanceOf(SessionNotFoundException.class);
  }

  @Test
  void build_withoutBaseUrl_isRejected() {
    assertThatThrownBy(() -> CustomerSessions.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("baseUrl");
  }

  @Test
  void validate_on_findsWhatTheServerFindsWithoutACall() {
    SessionChange bad =
        SessionChange.builder()
            .state(SessionState.of("on_hold"))
            .cartItems(List.of(MUG.toBuilder().sku("").quantity(0).build()))
            .identifiers(List.of("1", "2", "3", "4", "5", "jane"))
            .build();
    InvalidRequestException remote =
        catchThrowableOfType(InvalidRequestException.class, () -> sessions.update("s1", bad));
    try (CustomerSessions careful =
        client().requestValidator(RequestValidator.document()).build()) {
      careful.update("s1", cart());
      stub.close();
      InvalidRequestException local =
          catchThrowableOfType(InvalidRequestException.class, () -> careful.update("s1", bad));

      assertThat(local.violations())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(remote.violations());
      assertThat(local.status()).isZero();
      assertThat(local.getMessage()).doesNotContain("jane");
      assertThatThrownBy(() -> careful.returnItems("s1", List.of()))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              none ->
                  assertThat(none.violations().get(0).getSource().getPointer())
                      .isEqualTo("/return/returnedCartItems"));
      assertThatThrownBy(
              () ->
                  careful
                      .v1()
                      .update("s1", SessionChangeV1.builder().coupon("x".repeat(101)).build()))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void async_everyOperation_doesWhatTheWaitingOneDoes() {
    AsyncCustomerSessions async = sessions.async();

    assertThat(
            async
                .update("s1", cart())
                .thenCompose(created -> async.close("s1"))
                .thenCompose(closed -> async.reopen("s1"))
                .thenCompose(open -> async.close("s1"))
                .thenCompose(closed -> async.returnItems("s1", ONE_MUG))
                .thenCompose(returned -> async.cancel("s1"))
                .thenCompose(cancelled -> async.get("s1"))
                .join()
                .getCustomerSession()
                .getState())
        .isSameAs(SessionState.CANCELLED);
    assertThat(async.withResponse().get("s1", RequestOptions.none()).join().status())
        .isEqualTo(200);
    assertThat(async.v1().get("s1").join().getState()).isSameAs(SessionState.CANCELLED);
  }

  @Test
  void async_failure_isTheSameException() {
    assertThatThrownBy(() -> sessions.async().get("nobody").join())
        .hasCauseInstanceOf(SessionNotFoundException.class);
  }

  @Test
  void async_executorOfTheCaller_isUsed() {
    AtomicInteger completions = new AtomicInteger();
    Executor executor =
        task -> {
          completions.incrementAndGet();
          task.run();
        };
    try (CustomerSessions here = client().executor(executor).build()) {
      here.async().update("s1", cart()).join();
    }
    assertThat(completions).hasValue(1);
  }

  /** Returns a client whose first PUT or POST is processed, but whose response is lost. */
  private CustomerSessions losingOneResponse() {
    AtomicBoolean lost = new AtomicBoolean();
    return client()
        .retryPolicy(RetryPolicy.standard())
        .sleeper(wait -> {})
        .httpClient(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      Response response = chain.proceed(chain.request());
                      if (!chain.request().method().equals("GET") && !lost.getAndSet(true)) {
                        response.close();
                        throw new SocketException("Connection reset");
                      }
                      return response;
                    })
                .build())
        .build();
  }

  @Test
  void lostResponse_everyOperation_isDoneOnce() {
    try (CustomerSessions unlucky = losingOneResponse()) {
      assertThat(unlucky.update("s1", cart()).getCustomerSession().getCartItems()).hasSize(1);
    }
    try (CustomerSessions unlucky = losingOneResponse()) {
      assertThat(unlucky.close("s1").getCustomerSession()).isEqualTo(stored());
    }
    assertThat(stored().getState()).isSameAs(SessionState.CLOSED);
    try (CustomerSessions unlucky = losingOneResponse()) {
      unlucky.reopen("s1");
    }
    assertThat(stored().getState()).isSameAs(SessionState.OPEN);
    sessions.close("s1");
    try (CustomerSessions unlucky = losingOneResponse()) {
      unlucky.returnItems("s1", ONE_MUG);
    }
    // Exactly one of two mugs has been returned.
    assertThat(sessions.returnItems("s1", ONE_MUG).getCustomerSession().getState())
        .isSameAs(SessionState.PARTIALLY_RETURNED);
    assertThatThrownBy(() -> sessions.returnItems("s1", ONE_MUG))
        .isInstanceOf(InvalidRequestException.class);
    try (CustomerSessions unlucky = losingOneResponse()) {
      unlucky.cancel("s1");
    }
    assertThat(stored().getState()).isSameAs(SessionState.CANCELLED);
  }
}
