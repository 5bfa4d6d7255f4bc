package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTest {
  @Test
  void paragraphs_markdownAndMarkup_areSafeInAComment() {
    assertThat(Javadoc.paragraphs("Moves to `a<b>` & ends */ {@here}, ⟪there."))
        .containsExactly(
            "Moves to {@code a<b>} &amp; ends &#42;/ &#123;&#64;here}, &#10218;there.");
  }

  @Test
  void paragraphs_blankLines_separateThem() {
    assertThat(Javadoc.paragraphs("one\n two\n\n\n three\n")).containsExactly("one two", "three");
    assertThat(Javadoc.paragraphs("  ")).isEmpty();
    assertThat(Javadoc.paragraphs(null)).isEmpty();
  }

  @Test
  void code_namesThatABraceWouldEnd_areEscaped() {
    assertThat(Javadoc.code("PUT /orders/{id}")).isEqualTo("{@code PUT /orders/{id}}");
    assertThat(Javadoc.code("a}<b")).isEqualTo("\"a}&lt;b\"");
    assertThat(Javadoc.code("a*/")).isEqualTo("\"a&#42;/\"");
  }

  @Test
  void literal_anyText_isEscaped() {
    assertThat(JavaText.literal("a\"b\\c\n\u0001⟪é")).isEqualTo("a\\\"b\\\\c\\n\\u0001\\u27eaé");
  }
}
