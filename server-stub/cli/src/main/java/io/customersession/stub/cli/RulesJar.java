package io.customersession.stub.cli;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.promotion.EffectRule;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar with rules of the user: implementations of {@link TransitionRule} and {@link EffectRule}
 * that the jar lists for a {@link ServiceLoader}.
 */
final class RulesJar {
  private static final String SERVICES = "META-INF/services/";

  private final Path file;

  /** Creates a jar, which is not read yet. */
  RulesJar(String file) {
    this.file = Path.of(file);
  }

  /**
   * Adds the rules to those of a stub. The classes stay loaded until the process ends.
   *
   * @throws IllegalArgumentException if the jar cannot be read, has no rule, or one of its rules
   *     cannot be created; the message names the jar and the class
   */
  void addTo(CustomerSessionStub.Builder builder) {
    requireJar();
    ClassLoader classes =
        new URLClassLoader("rules", new URL[] {url()}, RulesJar.class.getClassLoader());
    List<TransitionRule> transitionRules = rules(TransitionRule.class, classes);
    List<EffectRule> effectRules = rules(EffectRule.class, classes);
    if (transitionRules.isEmpty() && effectRules.isEmpty()) {
      throw wrong(
          "the jar has no rule; list the names of its classes in "
              + (SERVICES + TransitionRule.class.getName())
              + " or "
              + (SERVICES + EffectRule.class.getName()),
          null);
    }
    transitionRules.forEach(builder::transitionRule);
    effectRules.forEach(builder::effectRule);
  }

  private void requireJar() {
    try (JarFile jar = new JarFile(file.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw wrong("the file is not a jar that can be read (" + e + ")", e);
    }
  }

  private URL url() {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw wrong("the name of the file cannot be used (" + e.getMessage() + ")", e);
    }
  }

  private <T> List<T> rules(Class<T> type, ClassLoader classes) {
    try {
      return ServiceLoader.load(type, classes).stream()
          // The stub finds those of its own class path itself.
          .filter(provider -> provider.type().getClassLoader() == classes)
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause();
      throw wrong(e.getMessage() + (cause == null ? "" : " (" + cause + ")"), e);
    }
  }

  private IllegalArgumentException wrong(String message, @Nullable Throwable cause) {
    return new IllegalArgumentException("--rules " + file + ": " + message, cause);
  }
}
