package io.customersession.client.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
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

/** A Jakarta validator checks the annotations of the generated models. */
final class JakartaRequestValidatorTest {
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
        .requestValidator(RequestValidator.jakarta(validator))
        .build();
  }

  private static List<String> found(InvalidRequestException error) {
    return error.violations().stream().map(JakartaRequestValidatorTest::line).toList();
  }

  private static String line(ErrorEntry entry) {
    return entry.getSource().getPointer() + " " + entry.getTitle();
  }

  @Test
  void validator_invalidBody_reportsAllViolationsWithoutACall() {
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
      long before = stub.journal().total();
      InvalidRequestException error =
          catchThrowableOfType(InvalidRequestException.class, () -> careful.update("jane", bad));

      assertThat(found(error))
          .containsExactly(
              "/customerSession/cartItems/1/price minimum",
              "/customerSession/cartItems/1/quantity minimum",
              "/customerSession/cartItems/1/sku minLength",
              "/customerSession/cartItems/2/additionalCosts/a~1b~0c/price required",
              "/customerSession/cartItems/2/quantity required",
              "/customerSession/cartItems/2/sku required",
              "/customerSession/couponCodes/1 maxLength",
              "/customerSession/identifiers maxItems");
      assertThat(error)
          .hasMessageStartingWith("updateCustomerSessionV2: the request is invalid, 8 violations: ")
          .hasMessageNotContaining("jane");
      assertThat(error.status()).isZero();
      assertThat(stub.journal().total()).isEqualTo(before);
    }
  }

  /** A response may lack properties that a builder requires. */
  private static CartItem asAnswered(String json) {
    return Json.decodeResponse(CartItem.Codec.INSTANCE, json.getBytes(StandardCharsets.UTF_8))
        .value();
  }

  @Test
  void validator_validBodies_areAccepted() {
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
              error ->
                  assertThat(found(error)).containsExactly("/return/returnedCartItems minItems"));
    }
    assertThat(
            JakartaRequestValidator.jsonName(
                ReturnIntegrationRequest.builder()
                    .returnValue(NewReturn.builder().returnedCartItems(List.of()).build())
                    .build(),
                "returnValue"))
        .isEqualTo("return");
  }

  @Test
  void validator_withAdditionalRules_reportsThemByName() {
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
              error ->
                  assertThat(found(error))
                      .containsExactly("/return/returnedCartItems/0/sku NotBlank"))
          .hasMessageEndingWith("1 violation: other at /return/returnedCartItems/0/sku");
    }
  }

  @Test
  void validate_laterCall_counts() {
    SessionChange bad = SessionChange.builder().couponCodes(List.of("x".repeat(101))).build();
    try (CustomerSessions careless =
        CustomerSessions.builder()
            .baseUrl(stub.url())
            .apiKey("secret")
            .requestValidator(RequestValidator.jakarta(factory.getValidator()))
            .requestValidator(RequestValidator.none())
            .build()) {
      assertThatThrownBy(() -> careless.update("s", bad))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              error -> {
                assertThat(error.status()).isEqualTo(400);
                assertThat(error.operation()).isSameAs(ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
              });
    }
  }
}
