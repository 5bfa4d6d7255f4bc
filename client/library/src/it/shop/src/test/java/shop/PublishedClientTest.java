package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.CustomerSessions;
import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dependencies of the published client. */
class PublishedClientTest {
  /** Everything that the client may add to a class path. */
  private static final Set<String> ALLOWED =
      Set.of(
          "customer-session-client",
          "contract-client-runtime",
          "contract-runtime",
          "gson",
          "error_prone_annotations",
          "okhttp-jvm",
          "okio-jvm",
          "kotlin-stdlib",
          "annotations",
          "jakarta.validation-api",
          "slf4j-api",
          "jspecify");

  private static final Set<String> OF_THE_TESTS =
      Set.of(
          "customer-session-server-stub",
          "contract-stub-kit",
          "contract-stub-control",
          "snakeyaml-engine",
          "junit-jupiter",
          "junit-jupiter-api",
          "junit-jupiter-params",
          "junit-jupiter-engine",
          "junit-platform-commons",
          "junit-platform-engine",
          "junit-platform-launcher",
          "opentest4j",
          "apiguardian-api",
          "assertj-core",
          "byte-buddy",
          "jakarta.ws.rs-api",
          "surefire");

  @Test
  void classPath_holdsNothingElse() {
    List<String> unknown =
        classPath().stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> name.endsWith(".jar"))
            .map(name -> name.replaceFirst("-\\d.*\\.jar$", ""))
            .filter(name -> !ALLOWED.contains(name) && !OF_THE_TESTS.contains(name))
            .filter(name -> !name.startsWith("surefire"))
            .collect(Collectors.toList());

    assertThat(unknown).isEmpty();
  }

  @Test
  void client_asAModule_hasAStableName() throws Exception {
    Path jar =
        Path.of(CustomerSessions.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(ModuleFinder.of(jar).findAll())
        .extracting(ModuleReference::descriptor)
        .extracting(it -> it.name())
        .containsExactly("io.customersession.client");
  }

  private static List<Path> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator)).map(Path::of).collect(Collectors.toList());
  }
}
