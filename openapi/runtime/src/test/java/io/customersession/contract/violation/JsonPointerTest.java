package io.customersession.contract.violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonPointerTest {
  @Test
  void parse_escapedSteps_areUnescapedInTheRightOrder() {
    JsonPointer pointer = JsonPointer.parse("/a~1b/m~0n/~01//0");

    assertThat(pointer.steps()).containsExactly("a/b", "m~n", "~1", "", "0");
    assertThat(pointer).hasToString("/a~1b/m~0n/~01//0");
    assertThat(pointer).isEqualTo(JsonPointer.of("a/b", "m~n", "~1", "", "0"));
  }

  @Test
  void parse_emptyText_isTheWholeDocument() {
    assertThat(JsonPointer.parse("")).isEqualTo(JsonPointer.ROOT).hasToString("");
    assertThat(JsonPointer.parseFragment("#")).isEqualTo(JsonPointer.ROOT);
    assertThat(JsonPointer.ROOT.toFragment()).isEqualTo("#");
  }

  @Test
  void parse_noLeadingSlash_isRefused() {
    assertThatThrownBy(() -> JsonPointer.parse("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a JSON pointer must be empty or start with a slash, not \"a/b\"");
    assertThatThrownBy(() -> JsonPointer.parseFragment("#a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonPointer.parseFragment("/a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fragment must start with a number sign, not \"/a\"");
  }

  @Test
  void parseFragment_percentEncoded_isDecoded() {
    assertThat(JsonPointer.parseFragment("#/paths/~1a%7Bid%7D/+/100%/%zz").steps())
        .containsExactly("paths", "/a{id}", "+", "100%", "%zz");
  }

  @Test
  void append_returnsALongerPointer() {
    JsonPointer items = JsonPointer.of("items");

    assertThat(items.append(3).append("a/b")).hasToString("/items/3/a~1b");
    assertThat(items).hasToString("/items");
  }
}
