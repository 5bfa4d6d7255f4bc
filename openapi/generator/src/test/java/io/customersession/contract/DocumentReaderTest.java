package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
  @TempDir private Path directory;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private DocumentNode read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("document.yaml"), text);
    return DocumentReader.read(file, diagnostics);
  }

  private List<String> diagnostics() {
    return diagnostics.stream()
        .map(Diagnostic::toString)
        .map(line -> line.substring(line.indexOf("document.yaml")))
        .toList();
  }

  @Test
  void read_scalars_followTheJsonSchemaRuleset() throws IOException {
    DocumentNode root =
        read("a: true\nb: 12\nc: 1.5e3\nd: null\ne:\nf: text\ng: '12'\nh: 2026-11-26\ni: 1.2.3\n");

    assertThat(root.members().values())
        .extracting(DocumentNode::isText)
        .containsExactly(false, false, false, false, false, true, true, true, true);
    assertThat(root.members().values())
        .extracting(DocumentNode::text)
        .containsExactly("true", "12", "1.5e3", null, null, "text", "12", "2026-11-26", "1.2.3");
    assertThat(diagnostics).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n\t\"a\":\t[\"x\\t\\/\"]\n}",
        "{\"a\": [\"x\\t/\"]}",
        "a:\n- \t\"x\\t/\"\n",
        "x-b: \tc\na: [\"x\\t/\"]\n"
      })
  void read_tabsBetweenValues_areBlanks(String text) throws IOException {
    DocumentNode list = read(text).get("a");

    assertThat(list).isNotNull();
    assertThat(list.texts()).containsExactly("x\t/");
  }

  @Test
  void read_unpairedSurrogate_isReplacedWithAWarning() throws IOException {
    DocumentNode root = read("a: \"x\\ud83dy\"\nb: \"\\ud83d\\ude00\"\n");

    assertThat(root.text("a")).isEqualTo("x\uFFFDy");
    assertThat(root.text("b")).isEqualTo("\ud83d\ude00");
    assertThat(diagnostics())
        .containsExactly(
            "document.yaml:1:4: an unpaired surrogate is not a character; U+FFFD is read instead;"
                + " write the whole pair");
  }

  @Test
  void read_tabsAsIndentation_areRefused() {
    assertThatThrownBy(() -> read("a:\n\tb: 1\n"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:2:1: this is not YAML: found character '\\t(TAB)'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no", "Yes", "on", "OFF", "tRUE", "0x1F", "0b11", "017", "0o17", "1_000", "+1", ".5",
        "1:30", "-.INF"
      })
  void read_scalarThatYaml11ReadsAsAnotherType_isReported(String scalar) throws IOException {
    read("enum: [a, " + scalar + "]\n");

    assertThat(diagnostics())
        .containsExactly(
            "document.yaml:1:11: "
                + scalar
                + " is text in YAML 1.2, but not in YAML 1.1; write \""
                + scalar
                + "\" in quotes if it is text, or true, false, null or a decimal number");
  }

  @ParameterizedTest
  @CsvSource({
    "True, true",
    "TRUE, true",
    "False, false",
    "FALSE, false",
    "Null, null",
    "NULL, null",
    "~, null"
  })
  void read_scalarOfTheCoreSchema_isReadAsThat_withAWarning(String scalar, String value)
      throws IOException {
    DocumentNode root = read("a: " + scalar + "\nb: '" + scalar + "'\n");

    DocumentNode node = root.members().get("a");
    assertThat(String.valueOf(node.text())).isEqualTo(value);
    assertThat(node.isNull()).isEqualTo(value.equals("null"));
    assertThat(node.isText()).isFalse();
    assertThat(root.text("b")).isEqualTo(scalar);
    assertThat(diagnostics())
        .containsExactly(
            "document.yaml:1:4: "
                + scalar
                + " is read as "
                + value
                + "; the JSON schema of YAML 1.2 has only "
                + value
                + "; write "
                + value
                + ", or \""
                + scalar
                + "\" in quotes if it is text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'no'", "\"0x1F\"", "none", "e5", "+", ".", "x:30", "noon", "1:90"})
  void read_textInBothVersions_isNotReported(String scalar) throws IOException {
    read("text: " + scalar + "\n");

    assertThat(diagnostics).isEmpty();
  }

  @Test
  void read_nameThatYaml11ReadsAsAnotherType_isReported() throws IOException {
    read("on: 1\n'off': 2\n");

    assertThat(diagnostics())
        .singleElement()
        .asString()
        .startsWith("document.yaml:1:1: on is text");
  }

  @Test
  void read_json_isYaml() throws IOException {
    DocumentNode root = read("{\n\t\"a\": {\"b\": [1, \"x\"]}\n}");

    DocumentNode list = root.get("a").get("b");
    assertThat(list.texts()).containsExactly("1", "x");
    assertThat(list.location().toString()).endsWith("document.yaml:2:13");
  }

  @Test
  void read_charactersBeyondTheBasicPlane_areReadWhereverTheyAre() throws IOException {
    for (int length = 1_000; length < 1_050; length++) {
      String text = "a".repeat(length) + "\uD83D\uDE00".repeat(3_000);

      assertThat(read("{\"a\": \"" + text + "\"}").text("a")).isEqualTo(text);
      assertThat(read("a: " + text + "\n").text("a")).isEqualTo(text);
    }
  }

  @Test
  void read_controlCharacters_areTextInJson_andHaveAPlaceInYaml() throws IOException {
    assertThat(read("{\"a\": \"\u0080\u0099\u007f\uffff\"}").text("a"))
        .isEqualTo("\u0080\u0099\u007f\uffff");
    assertThatThrownBy(() -> read("a: 1\nb: c\u0080\n"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageEndingWith(
            "document.yaml:2:5: the character U+0080 is not allowed in YAML; remove it, or write"
                + " \"\\u0080\" in double quotes");
    assertThatThrownBy(() -> read("\u0001"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:1:1: the character U+0001 is not allowed");
    assertThatThrownBy(() -> read("a: 1\n\u0001"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:2:1: the character U+0001 is not allowed");
  }

  @Test
  void read_duplicateKeys_areReportedAndLeftOut() throws IOException {
    DocumentNode root = read("a: {b: 1}\nc:\n  d: 1\na: 2\n? [e]\n: 1\n");

    assertThat(root.members().keySet()).containsExactly("a", "c");
    assertThat(diagnostics())
        .containsExactly(
            "document.yaml:4:1: \"a\" is already defined in line 1; remove one of the two, or rename it",
            "document.yaml:5:3: this name is not text; write it in quotes");
  }

  @Test
  void read_mergeKeys_addWhatIsMissing_inTheirOrder() throws IOException {
    DocumentNode root =
        read(
            """
            a: &a {one: 1, two: 1}
            b: &b {<<: *a, two: 2, three: 2}
            c:
              <<: [*b, {three: 3, four: 3}]
              one: 3
            d:
              <<: 4
              "<<": {five: 5}
            """);

    DocumentNode merged = root.get("c");
    assertThat(merged.members().keySet()).containsExactly("one", "two", "three", "four");
    assertThat(
            List.of(
                merged.text("one"), merged.text("two"), merged.text("three"), merged.text("four")))
        .containsExactly("3", "2", "2", "3");
    assertThat(merged.keyLocation("two").toString()).endsWith("document.yaml:2:16");
    assertThat(root.get("d").members().keySet()).containsExactly("<<");
    assertThat(diagnostics())
        .containsExactly(
            "document.yaml:2:8: YAML 1.2 has no merge keys; write out what this one merges",
            "document.yaml:4:3: YAML 1.2 has no merge keys; write out what this one merges",
            "document.yaml:7:3: YAML 1.2 has no merge keys; write out what this one merges",
            "document.yaml:7:7: only objects can be merged; write one, or a list");
  }

  @Test
  void read_manyAliases_areFine_unlessTheyRepeatTooMuch() throws IOException {
    assertThat(read("a: &x {b: 1}\nc: [" + "*x, ".repeat(1_000) + "*x]\n").get("c").items())
        .hasSize(1_001);

    StringBuilder laughs = new StringBuilder("a0: &a0 [1, 2]\n");
    StringBuilder depths = new StringBuilder("a0: &a0 [1]\n");
    for (int i = 1; i <= 90; i++) {
      String alias = "*a" + (i - 1);
      laughs.append("a%d: &a%d [%s, %s]\n".formatted(i, i, alias, alias));
      depths.append("a%d: &a%d [[%s]]\n".formatted(i, i, alias));
    }
    assertThatThrownBy(() -> read(laughs.toString()))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "aliases repeat more than 200000 values; define this value under components and refer"
                + " to it");
    assertThatThrownBy(() -> read(depths.toString()))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("values are nested more than 100 deep");
  }

  @Test
  void read_aliases_areReadWhereTheyAreUsed_andMustNotContainThemselves() throws IOException {
    assertThat(read("a: &x {b: 1}\nc: *x\n").get("c").text("b")).isEqualTo("1");
    assertThatThrownBy(() -> read("a: &x\n  b: *x\n"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:1:4: this value contains an alias of itself");
  }

  @Test
  void read_deepNesting_isRefusedWithItsLocation() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(50_000)))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:1:103: values are nested more than 100 deep");
  }

  @Test
  void read_notAnObject_isRefused() {
    for (String text : List.of("", "# nothing\n", "- a\n", "text\n")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(InvalidContractException.class)
          .hasMessageContaining("document.yaml:1:1: this is not an object;");
    }
  }

  @Test
  void read_notUtf8_isRefused() throws IOException {
    Path file = directory.resolve("latin.yaml");
    Files.write(file, "a: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> DocumentReader.read(file, diagnostics))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("latin.yaml: cannot be read")
        .hasMessageContaining("it must be text in UTF-8");
  }
}
