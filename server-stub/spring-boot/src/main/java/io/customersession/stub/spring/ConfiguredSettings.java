package io.customersession.stub.spring;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.violation.Suggestions;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.SessionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * The settings of the stub that an application context's environment has. Immutable.
 *
 * @param texts the texts of each setting that is set, by the name of its property
 */
record ConfiguredSettings(Map<String, List<String>> texts) {
  private static final String PREFIX = "customer-session.stub";

  /**
   * Copies of files in jars, by their locations: equal locations have to be equal settings, so that
   * contexts share a stub.
   */
  private static final Map<String, String> COPIES = new ConcurrentHashMap<>();

  /** The property with the URL of the stub, which is not a setting. */
  static final String URL = PREFIX + ".url";

  /**
   * Reads the settings.
   *
   * @param files resolves values that begin with {@code classpath:}
   * @throws IllegalArgumentException if there is a property with the prefix that is not a setting
   */
  static ConfiguredSettings of(Environment environment, ResourceLoader files) {
    refuseUnknown(environment);
    Binder binder = Binder.get(environment);
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Setting<?> setting : SessionSettings.all()) {
      String name = property(setting);
      List<String> values =
          // A single text first: Spring would split it at commas, which belong to the setting.
          binder
              .bind(name, String.class)
              .map(List::of)
              .orElseGet(() -> binder.bind(name, Bindable.listOf(String.class)).orElse(List.of()));
      List<String> paths =
          values.stream().filter(text -> !text.isBlank()).map(text -> path(text, files)).toList();
      if (!paths.isEmpty()) {
        texts.put(name, paths);
      }
    }
    return new ConfiguredSettings(Map.copyOf(texts));
  }

  /**
   * Starts a stub with these settings.
   *
   * @throws IllegalArgumentException if a text is not a value of its setting
   */
  CustomerSessionStub start() {
    CustomerSessionStub.Builder builder = CustomerSessionStub.builder();
    for (Setting<?> setting : builder.settings()) {
      String name = property(setting);
      texts.getOrDefault(name, List.of()).forEach(text -> builder.set(setting, name, text));
    }
    return builder.start();
  }

  /** Returns the name of the property of a setting. */
  static String property(Setting<?> setting) {
    return PREFIX + "." + setting.key();
  }

  private static String path(String text, ResourceLoader files) {
    if (!text.startsWith(ResourceLoader.CLASSPATH_URL_PREFIX)) {
      return text;
    }
    try {
      Resource resource = files.getResource(text);
      return resource.isFile()
          ? resource.getFile().getPath()
          : COPIES.computeIfAbsent(text, unused -> copy(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String copy(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      Path copy = Files.createTempFile("customer-session-stub-", "-" + resource.getFilename());
      copy.toFile().deleteOnExit();
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseUnknown(Environment environment) {
    List<String> known = new ArrayList<>(List.of(URL));
    SessionSettings.all().forEach(setting -> known.add(property(setting)));
    List<ConfigurationPropertyName> names =
        known.stream().map(ConfigurationPropertyName::of).toList();
    ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all
          // An underscore of a variable is a dot, a hyphen or nothing: it names no property for
          // sure.
          && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
        all.stream()
            .filter(prefix::isAncestorOf)
            .map(name -> name.chop(prefix.getNumberOfElements() + 1))
            .filter(name -> !names.contains(name))
            .findFirst()
            .ifPresent(name -> refuse(name.toString(), known));
      }
    }
  }

  private static void refuse(String name, List<String> known) {
    throw new IllegalArgumentException(
        name + " is not a setting of the stub; " + Suggestions.advice(name, known));
  }
}
