package io.customersession.stub.spring;

import io.customersession.stub.CustomerSessionStub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts the stub before a context is refreshed. Equal ones do the same to a context, which Spring
 * can therefore share between test classes.
 *
 * @param urlProperties further properties that get the URL of the stub
 */
record StubContextCustomizer(List<String> urlProperties) implements ContextCustomizer {
  private static final String CLIENT = "customer-session.client";
  private static final String API_KEY = CLIENT + ".api-key";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    ConfiguredSettings settings = ConfiguredSettings.of(context.getEnvironment(), context);
    SharedStub shared = SharedStub.acquire(settings);
    // Before anything can fail; Spring calls it after a failed refresh, too.
    closeWith(context.getBeanFactory(), shared::release);
    context.getBeanFactory().registerSingleton("customerSessionStub", shared.stub());
    addProperties(context.getEnvironment().getPropertySources(), shared.stub());
  }

  private static void closeWith(ConfigurableListableBeanFactory beans, Runnable release) {
    ((DefaultSingletonBeanRegistry) beans)
        .registerDisposableBean(SharedStub.class.getName(), release::run);
  }

  private void addProperties(MutablePropertySources sources, CustomerSessionStub stub) {
    Map<String, Object> urls = new HashMap<>();
    urls.put(ConfiguredSettings.URL, stub.url());
    urls.put(CLIENT + ".base-url", stub.url());
    urlProperties.forEach(name -> urls.put(name, stub.url()));
    sources.addFirst(new MapPropertySource("customerSessionStub", urls));
    // The client needs some key; a stub without keys accepts any.
    sources.addLast(new MapPropertySource("customerSessionStubDefaults", Map.of(API_KEY, "stub")));
  }
}
