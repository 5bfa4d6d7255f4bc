package io.customersession.contract.stub.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares violations of the contract that the requests of a class or a test are known to cause:
 * <code>@ExpectedViolations("unknown-property /customerSession/cartItems/&#42;/masterId")</code>.
 * They do not fail the test and are listed separately; those that never occur are listed after the
 * tests of the class. Those of a method, of its classes and of the stub are combined. A single
 * request can declare more with the header {@code X-Stub-Expected-Violations}.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface ExpectedViolations {
  /**
   * Rules with locations, as {@link
   * io.customersession.contract.stub.violation.ExpectedViolation#parse} reads them.
   */
  String[] value();
}
