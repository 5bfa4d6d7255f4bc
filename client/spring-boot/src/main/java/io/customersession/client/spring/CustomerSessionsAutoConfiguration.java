package io.customersession.client.spring;

import io.customersession.client.CustomerSessions;
import io.customersession.client.CustomerSessionsBuilder;
import io.customersession.contract.operation.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpMetricsEventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Creates the client {@link CustomerSessions} from the properties {@code
 * customer-session.client.*}, unless the application has a bean of this type or does not set the
 * property {@code base-url}. The client is closed with the application context.
 */
@AutoConfiguration
@ConditionalOnProperty("customer-session.client.base-url")
@EnableConfigurationProperties(CustomerSessionsProperties.class)
public class CustomerSessionsAutoConfiguration {
  /** Creates the configuration; called by Spring. */
  CustomerSessionsAutoConfiguration() {}

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  CustomerSessions customerSessions(
      CustomerSessionsProperties properties,
      ObjectProvider<CustomerSessionsHttpClientCustomizer> httpClientCustomizers,
      ObjectProvider<CustomerSessionsBuilderCustomizer> customizers) {
    CustomerSessionsBuilder builder = properties.toBuilder();
    httpClientCustomizers
        .orderedStream()
        .forEach(customizer -> builder.httpClientCustomizer(customizer::customize));
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  /** Counts and times each attempt, if the application has a registry of meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({MeterRegistry.class, OkHttpMetricsEventListener.class})
  static class Metrics {
    static final String METER = "customer.sessions";

    /**
     * Looks for the registry when the client is created: a condition would depend on the order of
     * auto-configurations, whose names differ between Spring Boot 3 and 4.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    CustomerSessionsHttpClientCustomizer customerSessionsMetrics(
        ObjectProvider<MeterRegistry> registries) {
      return http -> registries.ifUnique(registry -> record(http, registry));
    }

    private static void record(OkHttpClient.Builder http, MeterRegistry registry) {
      http.eventListener(
          OkHttpMetricsEventListener.builder(registry, METER).uriMapper(Metrics::path).build());
    }

    /** Returns the path template, which names no customer, as a URL would. */
    private static String path(Request request) {
      @Nullable Operation operation = request.tag(Operation.class);
      return operation == null ? "unknown" : operation.path();
    }
  }
}
