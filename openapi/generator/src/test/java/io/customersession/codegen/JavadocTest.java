package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTest {
  @Test
  void lines_markdownAndMarkup_areSafeInAComment() {
    assertThat(Javadoc.lines("Moves to `a<b>` & ends */ @here.", ""))
        .containsExactly("Moves to <code>a&lt;b&gt;</code> &amp; ends *&#47; &#64;here.");
  }

  @Test
  void lines_longText_isWrappedAndParagraphsAreKept() {
    String word = "word ".repeat(30).strip();

    assertThat(Javadoc.lines(word + "\n\n" + word, ""))
        .hasSize(5)
        .allMatch(line -> line.length() <= 110)
        .contains("")
        .anyMatch(line -> line.startsWith("<p>word"));
  }

  @Test
  void lines_withoutDescription_fallBackToTheName() {
    assertThat(Javadoc.lines(null, "sku")).containsExactly("sku");
  }
}
