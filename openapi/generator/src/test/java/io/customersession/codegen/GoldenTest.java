package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares what is generated from a small document with recorded files, so that a new version of
 * the stock generator or an edited template shows what it changes. {@code mvn -pl openapi/generator
 * -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.record=true} records
 * an intended change; its diff is what a reviewer sees.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "contract-client, model.Order",
    "contract-client, model.OrderState",
    "contract-client, api.OrdersApi",
    "contract-client, api.ApiOperation",
    "contract-client, api.SecuritySchemes",
    "contract-server-stub, api.OrdersApi",
    "contract-server-stub, api.Dispatcher",
  })
  void generated_isAsRecorded(String generator, String name) throws IOException {
    String document = Files.readString(GOLDEN.resolve("orders.yaml"));
    String now = Generated.from(generator, document, directory).source(name);
    Path file = GOLDEN.resolve(generator).resolve(name + ".java.txt");
    if (Boolean.getBoolean("golden.record")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, now);
    }
    assertThat(now).isEqualTo(Files.readString(file));
  }
}
