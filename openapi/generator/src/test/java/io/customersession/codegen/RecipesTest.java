package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Change;
import io.customersession.contract.Commands;
import io.customersession.contract.ContractDiff;
import io.customersession.contract.Document;
import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.json.ModelCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the README, followed to the letter. */
class RecipesTest {
  private static final Pattern STEP =
      Pattern.compile(
          "([Bb]elow|[Aa]bove|[Ii]nstead of)\n\n```yaml\n(.*?)```\n\nwrite.*?\n\n```yaml\n(.*?)```",
          Pattern.DOTALL);

  @TempDir private Path directory;

  private static String section(String recipe) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String section = readme.substring(readme.indexOf("### " + recipe + "\n"));
    return section.substring(0, section.indexOf("\n#", 4));
  }

  /** Returns the document after all steps of these recipes. */
  private static String follow(String... recipes) throws IOException {
    String document = Files.readString(FrozenDocument.FILE);
    for (String recipe : recipes) {
      document = follow(recipe, document);
    }
    return document;
  }

  private static String follow(String recipe, String before) throws IOException {
    String document = before;
    boolean followed = false;
    Matcher step = STEP.matcher(section(recipe));
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
              switch (step.group(1).toLowerCase(Locale.ROOT)) {
                case "below" -> place + written;
                case "above" -> written + place;
                default -> written;
              });
      followed = true;
    }
    assertThat(followed).as(recipe).isTrue();
    return document;
  }

  private List<Change> changes(String document) throws IOException {
    Path edited = Files.writeString(directory.resolve("edited.yaml"), document);
    return ContractDiff.of(Document.load(FrozenDocument.FILE), Document.checked(edited));
  }

  /** Requires that the recipe shows what the build prints, but for file and line. */
  private void requireReport(String recipe, String document) throws IOException {
    String printed = Commands.report(changes(document)).replace(System.lineSeparator(), "\n");
    assertThat(section(recipe))
        .contains("```\n" + printed.replaceAll("(?m)^  \\S+:\\d+:\\d+: ", "  …: ") + "```");
  }

  private ClassLoader client(String document) throws IOException {
    return Generated.from("contract-client", document, directory).compile(11);
  }

  @Test
  void field() throws Exception {
    String document = follow("Add a field");

    requireReport("Add a field", document);
    Class<?> item = client(document).loadClass("sample.model.CartItem");
    assertThat(item.getMethod("getGiftWrapped").getReturnType()).isEqualTo(Boolean.class);
    requireNothingForSdks(item.getClassLoader().loadClass("sample.model.CartItem$Codec"));
  }

  /** Requires that a message for a release of the vendor's SDKs has no property of our own. */
  @SuppressWarnings("unchecked")
  private static <T> void requireNothingForSdks(Class<?> type) throws Exception {
    ModelCodec<T> codec = (ModelCodec<T>) type.getField("INSTANCE").get(null);
    T item = codec.fromJson("{\"sku\":\"a\",\"quantity\":1,\"giftWrapped\":true}");

    assertThat(new String(codec.toBytes(item), StandardCharsets.UTF_8)).contains("giftWrapped");
    assertThat(codec.toBytes(item, ApiVersion.of("9999.9999")))
        .asString(StandardCharsets.UTF_8)
        .contains("\"sku\":\"a\"")
        .doesNotContain("giftWrapped");
  }

  @Test
  void state() throws Exception {
    String document = follow("Add a state");

    requireReport("Add a state", document);
    Class<?> state = client(document).loadClass("sample.model.SessionState");
    assertThat(state.getMethod("next").invoke(state.getField("OPEN").get(null)).toString())
        .isEqualTo("[open, closed, cancelled, expired]");
  }

  @Test
  void rule() throws Exception {
    String document = follow("Add a rule");

    requireReport("Add a rule", document);
    assertThat(
            Generated.from("contract-server-stub", document, directory).source("model.NewReturn"))
        .contains(".maximumSum(ReturnedCartItem.Codec.INSTANCE, \"quantity\", \"100\")");
  }

  @Test
  void operation() throws Exception {
    String document = follow("Add an operation");

    requireReport("Add an operation", document);
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
  void recipes_allTogether_giveClientAndStubThatCompile() throws Exception {
    String document = follow("Add a field", "Add a state", "Add a rule", "Add an operation");

    assertThat(changes(document))
        .extracting(Change::kind)
        .containsOnly(Change.Kind.ADDITION, Change.Kind.BREAKING)
        .hasSize(5);
    assertThat(client(document).loadClass("sample.model.SessionState").getField("EXPIRED"))
        .isNotNull();
    Path stub = Files.createDirectory(directory.resolve("stub"));
    Generated.from("contract-server-stub", document, stub).compile(17);
  }

  @Test
  void changes_areNamedByTheirKind() throws IOException {
    assertThat(changes(follow("Add a field")))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.ADDITION);
  }
}
