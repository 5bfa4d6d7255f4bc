package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StatementLayoutTest {
  private static final String LONG = "x".repeat(60);

  @Test
  void format_statementThatFits_staysOnOneLine() {
    assertThat(StatementLayout.format("  ⟪int a =␠\n      ⟪call(⟦↵⟦b,␣c⟧);⟧⟧⟧\n  next();"))
        .isEqualTo("  int a = call(b, c);\n  next();");
  }

  @Test
  void format_longArguments_breakAfterTheParenthesisFirst() {
    assertThat(StatementLayout.format("  ⟪call(⟦↵⟦" + LONG + ",␣" + "y".repeat(30) + "⟧);⟧⟧"))
        .isEqualTo("  call(\n      " + LONG + ", " + "y".repeat(30) + ");");
  }

  @Test
  void format_veryLongArguments_standOnALineEach() {
    assertThat(StatementLayout.format("  ⟪call(⟦↵⟦" + LONG + ",␣" + LONG + "⟧);⟧⟧"))
        .isEqualTo("  call(\n      " + LONG + ",\n      " + LONG + ");");
  }

  @Test
  void format_chain_breaksBeforeEveryCall() {
    assertThat(StatementLayout.format("  ⟪int a =␠⟪b(c)↵." + LONG + "()↵.d()↵.e();⟧⟧"))
        .isEqualTo("  int a = b(c)." + LONG + "().d().e();");
    assertThat(StatementLayout.format("  ⟪int a =␠⟪b(c)↵." + LONG + "()↵." + LONG + "();⟧⟧"))
        .isEqualTo("  int a =\n      b(c)\n          ." + LONG + "()\n          ." + LONG + "();");
  }

  @Test
  void format_punctuationBehindALevel_counts() {
    String name = "y".repeat(83);

    assertThat(StatementLayout.format("  ⟪int a =␠⟪b(⟦↵" + name + "⟧)⟧⟧;"))
        .isEqualTo("  int a = b(" + name + ");");
    assertThat(StatementLayout.format("  ⟪int a =␠⟪b(⟦↵" + name + "yyyy⟧)⟧⟧;"))
        .isEqualTo("  int a =\n      b(" + name + "yyyy);");
  }

  @Test
  void format_fill_breaksOnlyWhereTheNextPartDoesNotFit() {
    assertThat(StatementLayout.format("⟪" + LONG + "␠" + "y".repeat(30) + "␠" + LONG + "⟧"))
        .isEqualTo(LONG + " " + "y".repeat(30) + "\n    " + LONG);
  }

  @Test
  void escape_marksInATextOfTheDocument_areNoMarks() {
    String literal = StatementLayout.escape("a⟪b↵c");

    assertThat(literal).isEqualTo("a\\u27eab\\u21b5c");
    assertThat(StatementLayout.format("⟪\"" + literal + "\"⟧")).isEqualTo("\"" + literal + "\"");
  }

  @Test
  void format_levelThatIsNotClosed_isRefused() {
    assertThatThrownBy(() -> StatementLayout.format("⟪a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a level is not closed: ⟪a");
  }
}
