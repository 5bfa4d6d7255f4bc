package io.customersession.contract.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`plain, with äöü, 中文 and 😀`,`plain, with äöü, 中文 and 😀`",
        "`\u001b[31mred\u0007`,`\\u001b[31mred\\u0007`",
        "`a\nerror fake`,`a\\nerror fake`",
        "`a\r\tb\u0000\u007f\u009b`,`a\\r\\tb\\u0000\\u007f\\u009b`",
        "`a\u2028b\u2029`,`a\\u2028b\\u2029`",
        "`\u202egnirts\u2066\u200f`,`\\u202egnirts\\u2066\\u200f`",
        "`\ufeff`,`\\ufeff`",
      })
  void text_isShownOnOneLine(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }

  @Test
  void surrogates_thatArePairsOfControlCharactersOrAlone_areEscaped() {
    assertThat(Printable.of("a\ud800b")).isEqualTo("a\\ud800b");
    assertThat(Printable.of("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
  }

  @Test
  void lines_keepsLineFeedsOnly() {
    assertThat(Printable.lines("a\nb\r\n\u001b")).isEqualTo("a\nb\\r\n\\u001b");
  }
}
