package io.customersession.contract.stub;

import io.customersession.contract.operation.SecurityScheme;

/** Decides which credentials a {@link StubServer} accepts. Called by any thread. */
@FunctionalInterface
public interface CredentialCheck {
  /**
   * Returns true if a credential is accepted.
   *
   * @param operationId the operation that is called
   * @param scheme a constant of the generated {@code SecuritySchemes}
   * @param credential what the request has for the scheme, without the scheme's prefix
   */
  boolean accepts(String operationId, SecurityScheme scheme, String credential);
}
