package shop;

import io.customersession.client.CustomerSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Configures the client of the application. */
@ApplicationScoped
class Sessions {
  @Produces
  @Singleton
  CustomerSessions sessions(
      @ConfigProperty(name = "customer-session.client.base-url") String url,
      @ConfigProperty(name = "customer-session.client.api-key") String key) {
    return CustomerSessions.builder().baseUrl(url).apiKey(key).build();
  }

  void close(@Disposes CustomerSessions sessions) {
    sessions.close();
  }
}
