package io.customersession.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.customersession.contract.InvalidContractException;
import io.customersession.contract.Release;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMojoTest {
  private static final Path BASELINE = Path.of("src/test/resources/frozen/customer-session.yaml");

  @TempDir private Path directory;

  private final List<String> warnings = new ArrayList<>();

  private CheckMojo mojo() {
    CheckMojo mojo = new CheckMojo();
    mojo.setLog(
        new SystemStreamLog() {
          @Override
          public void info(CharSequence content) {}

          @Override
          public void warn(CharSequence content) {
            warnings.add(content.toString());
          }
        });
    return mojo;
  }

  private Release withoutAnOperation() throws IOException {
    String document = Files.readString(BASELINE);
    String edited = document.replace("operationId: health\n", "operationId: alive\n");
    assertThat(edited).isNotEqualTo(document);
    return new Release(Files.writeString(directory.resolve("edited.yaml"), edited), BASELINE);
  }

  @Test
  void execute_errorsOfTheDocument_areOnLinesOfTheirOwn() throws Exception {
    String document =
        Files.readString(BASELINE)
            .replace("by: [reopenCustomerSession]", "by: [reopenSession]")
            .replace("'#/components/schemas/CartItem'", "'#/components/schemas/CartItems'");
    Path edited = Files.writeString(directory.resolve("edited.yaml"), document);
    CheckMojo mojo = mojo();
    configure(mojo, "document", edited.toFile());

    // Maven prints the message behind the name of the goal, which takes the first line.
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .extracting(e -> e.getMessage().lines().toList(), list(String.class))
        .startsWith("")
        .hasSizeGreaterThan(2)
        .anySatisfy(line -> assertThat(line).contains("reopenSession"))
        .anySatisfy(line -> assertThat(line).contains("CartItems"))
        .filteredOn(line -> !line.isEmpty())
        .allSatisfy(line -> assertThat(line).matches("\\S*edited\\.yaml:\\d+:\\d+: .*"));
  }

  private static void configure(CheckMojo mojo, String name, Object value) throws Exception {
    Field field = DocumentMojo.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(mojo, value);
  }

  @Test
  void compare_breakingChange_fails() throws IOException {
    Release compared = withoutAnOperation();

    assertThatThrownBy(() -> mojo().compare(compared, false))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("set info.version to 3.0.0");
    assertThat(warnings).isEmpty();
  }

  @Test
  void compare_breakingChangeWithWarnOnly_isAWarningOnLinesOfItsOwn() throws IOException {
    mojo().compare(withoutAnOperation(), true);

    assertThat(warnings)
        .anyMatch(line -> line.startsWith("The contract breaks what was built"))
        .anyMatch(line -> line.matches(" +\\S*edited\\.yaml:\\d+:\\d+: .*health.*"))
        .noneMatch(line -> line.contains("\n"));
  }
}
