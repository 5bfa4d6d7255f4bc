package io.customersession.stub.quarkus;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.violation.Suggestions;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.SessionSettings;
import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a stub on a free port before a Quarkus application and stops it after the application.
 *
 * <p>The application gets its URL as {@code customer-session.client.base-url}, as {@code
 * customer-session.stub.url} and as the properties that the annotation names, and a {@code
 * customer-session.client.api-key}. Fields of type {@link CustomerSessionStub} of a test get the
 * stub.
 *
 * <p>{@link WithCustomerSessionStub} resets and checks it as well. {@code @WithTestResource} alone
 * only starts it; its {@code initArgs} are settings, by the same keys.
 */
public final class CustomerSessionStubResource
    implements QuarkusTestResourceConfigurableLifecycleManager<WithCustomerSessionStub> {
  private static volatile @Nullable CustomerSessionStub running;

  private final CustomerSessionStub.Builder builder = CustomerSessionStub.builder();
  private List<String> urlProperties = List.of();
  private @Nullable CustomerSessionStub stub;

  /** Creates the resource; called by Quarkus. */
  public CustomerSessionStubResource() {}

  /**
   * Returns the stub of the application that runs.
   *
   * @throws IllegalStateException if there is none
   */
  static CustomerSessionStub running() {
    CustomerSessionStub found = running;
    if (found == null) {
      throw new IllegalStateException("no Quarkus application with a stub is running");
    }
    return found;
  }

  /**
   * Sets settings.
   *
   * @param settings the texts of settings, by their keys
   * @throws IllegalArgumentException if there is no such setting, or it does not allow the value
   */
  @Override
  public void init(Map<String, String> settings) {
    settings.forEach(this::set);
  }

  /**
   * Sets the settings of an annotation.
   *
   * @throws IllegalArgumentException if there is no such setting, or it does not allow the value
   */
  @Override
  public void init(WithCustomerSessionStub annotation) {
    urlProperties = List.of(annotation.urlProperties());
    for (String setting : annotation.settings()) {
      int end = setting.indexOf('=');
      if (end < 0) {
        throw new IllegalArgumentException("\"" + setting + "\" must be KEY=VALUE");
      }
      set(setting.substring(0, end), setting.substring(end + 1));
    }
  }

  private void set(String key, String text) {
    List<Setting<?>> all = SessionSettings.all();
    Setting<?> setting =
        all.stream()
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\""
                            + key
                            + "\" is not a setting of the stub; "
                            + Suggestions.advice(key, all.stream().map(Setting::key).toList())));
    builder.set(setting, key, text);
  }

  /** Starts the stub, and returns the properties of the application. */
  @Override
  public Map<String, String> start() {
    CustomerSessionStub started = builder.start();
    stub = started;
    running = started;
    Map<String, String> properties = new HashMap<>();
    properties.put("customer-session.stub.url", started.url());
    properties.put("customer-session.client.base-url", started.url());
    properties.put("customer-session.client.api-key", "stub");
    urlProperties.forEach(name -> properties.put(name, started.url()));
    return properties;
  }

  /** Gives the stub to fields of a test. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(stub, field -> field.getType() == CustomerSessionStub.class);
  }

  /** Stops the stub. */
  @Override
  public void stop() {
    CustomerSessionStub started = stub;
    if (started != null) {
      started.close();
      stub = null;
    }
  }
}
