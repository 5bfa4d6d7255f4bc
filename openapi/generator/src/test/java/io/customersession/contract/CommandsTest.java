package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** The commands that the command line offers. */
class CommandsTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int diagram(String document, Diagram format) throws IOException {
    return Commands.diagram(
        Orders.write(directory, document), format, new PrintStream(out), new PrintStream(err));
  }

  private int diff(String document) throws IOException {
    return Commands.diff(
        Files.writeString(directory.resolve("old.yaml"), Orders.TEXT),
        Orders.write(directory, document),
        new PrintStream(out),
        new PrintStream(err));
  }

  @Test
  void diagram_mermaid_drawsStatesAndMoves() throws IOException {
    assertThat(diagram(Orders.TEXT, Diagram.MERMAID)).isZero();
    assertThat(out)
        .hasToString(
            """
            stateDiagram-v2
              [*] --> draft: updateOrder
              draft --> draft: updateOrder
              draft --> placed: updateOrder
              placed --> shipped: shipOrder
              shipped --> [*]
            """);
  }

  @Test
  void diagram_mermaid_givesOtherNamesToStatesThatItCannotRead() throws IOException {
    String document =
        Orders.with("[draft, placed, shipped]", "[draft, placed, out-for delivery]")
            .replace("shipped: {", "out-for delivery: {");

    assertThat(diagram(document, Diagram.MERMAID)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  state \"out-for delivery\" as s2\n")
        .contains("  placed --> s2: shipOrder\n");
  }

  @Test
  void diagram_dot_drawsStatesAndMoves() throws IOException {
    assertThat(diagram(Orders.TEXT, Diagram.DOT)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("digraph \"OrderState\" {\n")
        .contains("  \"\" -> \"draft\" [label=\"updateOrder\"];\n")
        .contains("  \"shipped\" [peripheries=2];\n")
        .endsWith("}\n");
  }

  @Test
  void diagram_svg_isWellFormedAndNamesEveryState() throws Exception {
    assertThat(diagram(Orders.TEXT, Diagram.SVG)).isZero();

    var texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(out.toString(StandardCharsets.UTF_8))))
            .getElementsByTagName("text");
    assertThat(java.util.stream.IntStream.range(0, texts.getLength()))
        .extracting(i -> texts.item(i).getTextContent())
        .contains("draft", "placed", "shipped", "placed → shipped: shipOrder");
  }

  @Test
  void diagram_faultyDocument_exitsWithTheFault() throws IOException {
    assertThat(diagram(Orders.with("shipped: {}", "shiped: {}"), Diagram.MERMAID)).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("orders.yaml:63:11: ");
  }

  @Test
  void diagram_noStateMachine_saysSo() throws IOException {
    String document = Orders.TEXT.substring(0, Orders.TEXT.indexOf("      x-state-machine"));

    assertThat(diagram(document, Diagram.MERMAID)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no schema has x-state-machine");
  }

  @Test
  void diff_breakingAndSafe_groupsThemAndExitsWithOne() throws IOException {
    String document =
        Orders.with("maxLength: 100", "maxLength: 110")
            .replace("sku: {type", "gift: {type: string}\n        sku: {type");

    assertThat(diff(document)).isEqualTo(1);
    assertThat(
            out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace(directory + "/", "")))
        .containsExactly(
            "2 changes, 1 breaking",
            "breaks clients",
            "  orders.yaml:39:30: Order.note: maxLength 100 is now 110",
            "safe",
            "  orders.yaml:50:9: Line.gift: new, optional");
  }

  @Test
  void diff_safeOnly_exitsWithZero() throws IOException {
    assertThat(diff(Orders.with("sku: {type", "gift: {type: string}\n        sku: {type")))
        .isZero();
  }

  @Test
  void diff_nothing_saysSo() throws IOException {
    assertThat(diff(Orders.TEXT)).isZero();
    assertThat(out).hasToString("no changes\n");
  }
}
