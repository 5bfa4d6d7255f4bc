package io.customersession.stub.quarkus;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.contract.stub.junit.ExpectedViolations;
import io.customersession.contract.stub.junit.StubExtension;
import io.customersession.stub.SessionSettings;
import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a Quarkus application a stub of the customer session API, beside
 * {@code @QuarkusTest}. {@link CustomerSessionStubResource} says what the application and the tests
 * get.
 *
 * <p>The stub is reset after each test. Violations of the contract that are errors fail the test
 * with a {@link ContractViolationError}; {@link ContractSeverity} and {@link ExpectedViolations}
 * apply, and {@link StubExtension} describes all this.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@WithTestResource(CustomerSessionStubResource.class)
@ExtendWith(QuarkusStubExtension.class)
public @interface WithCustomerSessionStub {
  /**
   * Returns the settings of the stub, each as {@code KEY=VALUE} with a key of {@link
   * SessionSettings#all()}, such as {@code strict=true}. Default: none.
   */
  String[] settings() default {};

  /** Returns further properties that get the URL of the stub. Default: none. */
  String[] urlProperties() default {};
}
