package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Change;
import io.customersession.contract.ContractDiff;
import io.customersession.contract.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the README, followed to the letter. */
class RecipesTest {
  private static final Path DOCUMENT = Path.of("../contract/customer-session.yaml");
  private static final Pattern STEP =
      Pattern.compile(
          "([Bb]elow|[Aa]bove|[Ii]nstead of)\n\n```yaml\n(.*?)```\n\nwrite.*?\n\n```yaml\n(.*?)```",
          Pattern.DOTALL);

  @TempDir private Path directory;

  /** Returns the document after all steps of a recipe. */
  private static String follow(String recipe) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String section = readme.substring(readme.indexOf("### " + recipe + "\n"));
    section = section.substring(0, section.indexOf("\n#", 4));
    String document = Files.readString(DOCUMENT);
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(section);
    while (step.find()) {
      String place = step.group(2);
      assertThat(document.indexOf(place))
          .as(place)
          .isPositive()
          .isEqualTo(document.lastIndexOf(place));
      String written = step.group(3);
      document =
          document.replace(
              place,
              switch (step.group(1).toLowerCase(java.util.Locale.ROOT)) {
                case "below" -> place + written;
                case "above" -> written + place;
                default -> written;
              });
      steps.add(written);
    }
    assertThat(steps).isNotEmpty();
    return document;
  }

  private List<String> changes(String document) throws IOException {
    Path edited = Files.writeString(directory.resolve("edited.yaml"), document);
    return ContractDiff.of(Document.load(DOCUMENT), Document.checked(edited)).stream()
        .map(change -> change.text() + " (" + change.verdict() + ")")
        .toList();
  }

  private ClassLoader client(String document) throws IOException {
    return Generated.from("contract-client", document, directory).compile(11);
  }

  @Test
  void field() throws Exception {
    String document = follow("Add a field");

    assertThat(changes(document)).containsExactly("CartItem.giftWrapped: new, optional (safe)");
    assertThat(
            client(document)
                .loadClass("sample.model.CartItem")
                .getMethod("getGiftWrapped")
                .getReturnType())
        .isEqualTo(Boolean.class);
  }

  @Test
  void state() throws Exception {
    String document = follow("Add a state");

    assertThat(changes(document))
        .containsExactly(
            "SessionState: the value expired is new (breaks clients)",
            "SessionState: the transition open -> expired is new (safe)");
    Class<?> state = client(document).loadClass("sample.model.SessionState");
    assertThat(state.getMethod("next").invoke(state.getField("OPEN").get(null)).toString())
        .isEqualTo("[open, closed, cancelled, expired]");
  }

  @Test
  void rule() throws Exception {
    String document = follow("Add a rule");

    assertThat(changes(document))
        .containsExactly("NewReturn.returnedCartItems: x-maximum-sum changed (breaks clients)");
    assertThat(
            Generated.from("contract-server-stub", document, directory).source("model.NewReturn"))
        .contains(".maximumSum(ReturnedCartItem.Codec.INSTANCE, \"quantity\", \"100\")");
  }

  @Test
  void operation() throws Exception {
    String document = follow("Add an operation");

    assertThat(changes(document))
        .containsExactly(
            "deleteNotes: added (DELETE /v2/customer_sessions/{customerSessionId}/notes) (safe)");
    assertThat(
            Generated.from("contract-server-stub", document, directory)
                .source("api.CustomerSessionsApi"))
        .contains("void deleteNotes(");
    assertThat(
            client(document)
                .loadClass("sample.api.CustomerSessionsApi")
                .getMethod("deleteNotes", String.class))
        .isNotNull();
  }

  @Test
  void changes_areNamedByTheirKind() throws IOException {
    Path edited = Files.writeString(directory.resolve("edited.yaml"), follow("Add a field"));

    assertThat(ContractDiff.of(Document.load(DOCUMENT), Document.checked(edited)))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.ADDITION);
  }
}
