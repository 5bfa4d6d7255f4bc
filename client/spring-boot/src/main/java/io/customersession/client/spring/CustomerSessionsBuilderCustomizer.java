package io.customersession.client.spring;

import io.customersession.client.CustomerSessionsBuilder;

/**
 * Customizes the client that is auto-configured. All beans of this type are called, in their order,
 * after the properties are applied; for settings that properties cannot have, such as a retry
 * policy, credentials or a listener.
 */
@FunctionalInterface
public interface CustomerSessionsBuilderCustomizer {
  /**
   * Changes the settings of the client.
   *
   * @param builder the settings so far
   */
  void customize(CustomerSessionsBuilder builder);
}
