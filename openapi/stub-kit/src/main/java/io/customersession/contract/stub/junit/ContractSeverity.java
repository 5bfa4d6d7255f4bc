package io.customersession.contract.stub.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets how much rules of the contract matter in a class or a test: {@code "empty-list=error,
 * old-version=off"}; {@code "*=off"} is for tests that break the contract on purpose. What a method
 * says goes before what its class says, and that before what the stub was started with. A single
 * call can say it by its header {@code X-Stub-Severity}.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface ContractSeverity {
  /**
   * Rules with their severities, as {@link io.customersession.contract.stub.violation.Severities}
   * reads them.
   */
  String value();
}
