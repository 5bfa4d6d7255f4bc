package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is generated from a small document, letter by letter, so that a new version of the generator
 * or an edited template shows what it changes. {@code mvn -pl openapi/generator -am test
 * -Dtest=GoldenTest -Dgolden.record=true} records a change that is wanted; its diff is what a
 * reviewer sees.
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
    boolean record = Boolean.getBoolean("golden.record");
    if (record) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, now);
    }
    assumeFalse(record, "recorded, and nothing checked");

    assertThat(now).isEqualTo(Files.readString(file));
  }
}
