package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.ApiOperation;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.contract.json.Json;
import io.customersession.stub.CustomerSessionStub;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.cfg.defs.NotBlankDef;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A Jakarta validator that is handed in finds what the annotations of the generated classes say.
 */
final class JakartaValidatorTest {
  private static final CartItem MUG =
      CartItem.builder().sku("mug").quantity(1).price(BigDecimal.ONE).build();

  private static ValidatorFactory factory;
  private static CustomerSessionStub stub;

  @BeforeAll
  static void start() {
    factory =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();
    stub = CustomerSessionStub.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
    factory.close();
  }

  private static CustomerSessions client(Validator validator) {
    return CustomerSessions.builder()
        .baseUrl(stub.url())
        .apiKey("secret")
        .validate(validator)
        .build();
  }

  private static List<String> found(InvalidRequestException refusal) {
    return refusal.violations().stream().map(JakartaValidatorTest::line).toList();
  }

  private static String line(ErrorEntry entry) {
    return entry.getSource().getPointer() + " " + entry.getTitle();
  }

  @Test
  void validator_handedIn_findsEverythingAtOnceWithoutACall() {
    SessionChange bad =
        SessionChange.builder()
            .cartItems(
                List.of(
                    MUG,
                    MUG.toBuilder().sku("").quantity(0).price(new BigDecimal("-0.01")).build(),
                    asAnswered("{\"additionalCosts\":{\"a/b~c\":{},\"fee\":{\"price\":1}}}")))
            .couponCodes(List.of("fine", "x".repeat(101)))
            .identifiers(List.of("1", "2", "3", "4", "5", "jane"))
            .build();
    try (CustomerSessions careful = client(factory.getValidator())) {
      long before = stub.journal().answered();
      InvalidRequestException refusal =
          catchThrowableOfType(InvalidRequestException.class, () -> careful.update("jane", bad));

      assertThat(found(refusal))
          .containsExactly(
              "/customerSession/cartItems/1/price minimum",
              "/customerSession/cartItems/1/quantity minimum",
              "/customerSession/cartItems/1/sku minLength",
              "/customerSession/cartItems/2/additionalCosts/a~1b~0c/price required",
              "/customerSession/cartItems/2/quantity required",
              "/customerSession/cartItems/2/sku required",
              "/customerSession/couponCodes/1 maxLength",
              "/customerSession/identifiers maxItems");
      assertThat(refusal)
          .hasMessageStartingWith("updateCustomerSessionV2: the request is invalid, 8 violations: ")
          .hasMessageNotContaining("jane");
      assertThat(refusal.status()).isZero();
      assertThat(stub.journal().answered()).isEqualTo(before);
    }
  }

  /** An answer may lack what a builder insists on. */
  private static CartItem asAnswered(String json) {
    return Json.decodeResponse(CartItem.Codec.INSTANCE, json.getBytes(StandardCharsets.UTF_8))
        .value();
  }

  @Test
  void validator_handedIn_letsGoodBodiesPass() {
    try (CustomerSessions careful = client(factory.getValidator())) {
      careful.update("good", SessionChange.builder().cartItems(List.of(MUG)).build());
      careful.close("good");

      assertThat(
              careful.returnItems("good", List.of(ReturnedCartItem.builder().sku("mug").build())))
          .isNotNull();
    }
  }

  @Test
  void pointer_namesWhatIsSent_notWhatJavaCallsIt() {
    try (CustomerSessions careful = client(factory.getValidator())) {
      assertThatThrownBy(() -> careful.returnItems("r", List.of()))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              refusal ->
                  assertThat(found(refusal)).containsExactly("/return/returnedCartItems minItems"));
    }
    assertThat(
            BodyCheck.Jakarta.jsonName(
                ReturnIntegrationRequest.builder()
                    .returnValue(NewReturn.builder().returnedCartItems(List.of()).build())
                    .build(),
                "returnValue"))
        .isEqualTo("return");
  }

  @Test
  void validator_withRulesOfItsOwn_tellsThemByTheirNames() {
    var configuration =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator());
    ConstraintMapping mapping = configuration.createConstraintMapping();
    mapping.type(ReturnedCartItem.class).field("sku").constraint(new NotBlankDef());
    try (ValidatorFactory own = configuration.addMapping(mapping).buildValidatorFactory();
        CustomerSessions careful = client(own.getValidator())) {
      assertThatThrownBy(
              () -> careful.returnItems("r", List.of(ReturnedCartItem.builder().sku(" ").build())))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              refusal ->
                  assertThat(found(refusal))
                      .containsExactly("/return/returnedCartItems/0/sku NotBlank"))
          .hasMessageEndingWith("1 violation: other");
    }
  }

  @Test
  void validate_laterCall_counts() {
    SessionChange bad = SessionChange.builder().couponCodes(List.of("x".repeat(101))).build();
    try (CustomerSessions careless =
        CustomerSessions.builder()
            .baseUrl(stub.url())
            .apiKey("secret")
            .validate(factory.getValidator())
            .validate(false)
            .build()) {
      assertThatThrownBy(() -> careless.update("s", bad))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(400);
                assertThat(refusal.operation()).isSameAs(ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
              });
    }
  }
}
