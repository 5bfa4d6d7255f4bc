package io.customersession.contract.stub.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the severities of rules of the contract for a class or a test: {@code "empty-list=error,
 * old-version=off"}; {@code "*=off"} is for tests that break the contract on purpose. A method
 * overrides its class, which overrides the settings of the stub. A single request can override them
 * with the header {@code X-Stub-Severity}.
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
