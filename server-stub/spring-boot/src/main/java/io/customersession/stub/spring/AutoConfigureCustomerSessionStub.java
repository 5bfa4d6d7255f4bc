package io.customersession.stub.spring;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.contract.stub.junit.ExpectedViolations;
import io.customersession.contract.stub.junit.StubExtension;
import io.customersession.stub.SessionSettings;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives the tests of a Spring application a stub of the customer session API:
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureCustomerSessionStub
 * class CheckoutTest {
 *   @Autowired Checkout checkout;
 *   @Autowired CustomerSessionStub stub;
 * }
 * }</pre>
 *
 * <p>The stub is started before the application context, on a free port, with the settings that the
 * context's environment has: the property {@code customer-session.stub.KEY} for each of {@link
 * SessionSettings#all()}, such as {@code customer-session.stub.strict=true}. An unknown property
 * fails the test. A value may be {@code classpath:} and the name of a file.
 *
 * <p>The context gets the stub as a bean, and its URL as {@code customer-session.client.base-url},
 * which the auto-configured client reads, as {@code customer-session.stub.url}, and as each of
 * {@link #urlProperties()}. It also gets a {@code customer-session.client.api-key} unless it has
 * one. The URL wins over all other values of these properties.
 *
 * <p>Contexts with equal settings share a stub, which is closed with the last of them. It is reset
 * after each test. Violations of the contract that are errors fail the test with a {@link
 * ContractViolationError}; {@link ContractSeverity} and {@link ExpectedViolations} apply, and
 * {@link StubExtension} describes all this.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
// Spring's own extension comes first, so that it closes contexts after ours has looked at the stub.
@ExtendWith({SpringExtension.class, SpringStubExtension.class})
public @interface AutoConfigureCustomerSessionStub {
  /** Returns further properties that get the URL of the stub. Default: none. */
  String[] urlProperties() default {};
}
