package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.customersession.contract.stub.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every fault is in the tables of server-stub/README.md and in the error of an unknown fault. */
class FaultsReadmeTest {
  private static final Path README = Path.of("../README.md");

  @Test
  void faults_areAllThatThereAre() throws IOException {
    assertThat(typesOf(column("| Fault |", "`([^`]+)` \\|.*"))).isEqualTo(all());
  }

  @Test
  void magicValues_areThoseOfAllFaults() throws IOException {
    List<String> faults = column("| Value | Fault |", "`[^`]+` \\| `([^`]+)` \\|");
    List<String> values = column("| Value | Fault |", "`([^`]+)` \\| `[^`]+` \\|");

    assertThat(typesOf(faults)).isEqualTo(all());
    for (int i = 0; i < faults.size(); i++) {
      String name = faults.get(i).replace("+-", "-").replace('=', '-').replace(';', '-');
      assertThat(values.get(i).toLowerCase(Locale.ROOT)).endsWith("stub-fault-" + name);
    }
  }

  @Test
  void errorOfAnUnknownFault_hasAllAsExamples() {
    String message = String.valueOf(catchThrowable(() -> Fault.parse("typo")).getMessage());

    String examples = message.substring(message.lastIndexOf("example, ") + "example, ".length());
    assertThat(typesOf(List.of(examples.split(", | or ", -1)))).isEqualTo(all());
  }

  private static List<String> all() {
    return Arrays.stream(Fault.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  private static List<String> typesOf(List<String> texts) {
    return texts.stream()
        .map(text -> Fault.parse(text).getClass().getSimpleName())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns what a pattern finds in the rows of the table that begins like this. */
  private static List<String> column(String head, String row) throws IOException {
    String readme = Files.readString(README);
    String table = readme.substring(readme.indexOf("\n" + head) + 1);
    return Pattern.compile("(?m)^\\| " + row)
        .matcher(table.substring(0, table.indexOf("\n\n")))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
