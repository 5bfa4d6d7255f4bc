package io.customersession.client.spring;

import okhttp3.OkHttpClient;

/**
 * Customizes the OkHttpClient of the client that is auto-configured, such as for interceptors and
 * proxies. All beans of this type are called, in their order, after timeouts and metrics are set.
 */
@FunctionalInterface
public interface CustomerSessionsHttpClientCustomizer {
  /**
   * Changes the settings of the OkHttpClient.
   *
   * @param builder the settings so far
   */
  void customize(OkHttpClient.Builder builder);
}
