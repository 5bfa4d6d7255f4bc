package io.customersession.stub.cli;

import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running stub whether it is ready, for images that have nothing else to send a request. */
@Command(
    name = HealthCommand.NAME,
    description =
        "Asks a stub whether it is ready. Exits with 0 if it is, and with 1 if it is not, or does"
            + " not respond within 3 seconds.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HealthCommand implements Callable<Integer> {
  static final String NAME = "health";

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final Set<String> EVERY_INTERFACE = Set.of("0.0.0.0", "::", "[::]");

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "The base URL of the stub. Default: where serve listens with the same environment"
              + " variables STUB_HOST and STUB_PORT, which is http://127.0.0.1:8080 without them.")
  private @Nullable String url;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    try {
      URI asked = URI.create((url == null ? listening(System.getenv()) : url) + ControlApi.HEALTH);
      if (!"http".equals(asked.getScheme()) || asked.getHost() == null) {
        throw new IllegalArgumentException("URL must start with http:// and a host");
      }
      return ask(asked);
    } catch (IllegalArgumentException e) {
      if (spec == null) {
        throw e;
      }
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static int ask(URI url) {
    try {
      HttpURLConnection http = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
      http.setConnectTimeout(TIMEOUT_MILLIS);
      http.setReadTimeout(TIMEOUT_MILLIS);
      int status = http.getResponseCode();
      if (status == 200) {
        System.out.println("ready");
        return 0;
      }
      System.err.println("not ready: " + url + " responded with " + status);
    } catch (IOException e) {
      System.err.println("not ready: " + url + ": " + e);
    }
    return Main.FAILED;
  }

  /** Returns the base URL of a stub that was started with environment variables. */
  static String listening(Map<String, String> environment) {
    String host = value(KitSettings.HOST, environment, KitSettings.HOST.defaultValue());
    int port = value(KitSettings.PORT, environment, Main.DEFAULT_PORT);
    String name =
        EVERY_INTERFACE.contains(host)
            ? KitSettings.HOST.defaultValue()
            : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port;
  }

  private static <T> T value(Setting<T> setting, Map<String, String> environment, T otherwise) {
    String text = environment.getOrDefault(setting.variable(), "");
    return text.isBlank() ? otherwise : setting.parse(setting.variable(), text);
  }
}
