package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocLayoutTest {
  @Test
  void format_oneParagraphThatFits_isOneLine() {
    assertThat(JavadocLayout.format("  /**\n   * Returns\n   * it.\n   */\n  int it();"))
        .isEqualTo("  /** Returns it. */\n  int it();");
  }

  @Test
  void format_paragraphsAndTags_areSeparated() {
    assertThat(
            JavadocLayout.format(
                "/**\n * One.\n *\n *\n * Two.\n *\n * <p>Three.\n * @return it\n */"))
        .isEqualTo(
            """
            /**
             * One.
             *
             * <p>Two.
             *
             * <p>Three.
             *
             * @return it
             */""");
  }

  @Test
  void format_longText_isFilled_andTagsAreIndented() {
    String words = "word ".repeat(30).strip();
    String text =
        JavadocLayout.format(
            "    /**\n     * " + words + "\n     * @param a " + words + "\n     */");

    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text.lines().skip(1).findFirst().orElseThrow()).hasSize(96);
    assertThat(text).contains("\n     *     word word");
  }

  @Test
  void format_noText_leavesTagsOnly() {
    assertThat(JavadocLayout.format("/**\n *\n * @throws X if so\n */"))
        .isEqualTo("/**\n * @throws X if so\n */");
  }
}
