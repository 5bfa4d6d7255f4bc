package io.customersession.contract.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.binary.BinaryData;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {
  @Test
  void read_partsWithPreambleAndDelimiterLikeContent_keepsThemAsTheyAre() {
    String text =
        "before\r\n--b \r\nContent-Disposition: form-data; name=one\r\n\r\n\r\n--\r\n-\r\n--"
            + "\r\n--b\r\ncontent-disposition:form-data;name=\"two\"\r\n\r\n\r\n--b--\r\nafter";

    assertThat(texts(text)).containsExactly("one=\r\n--\r\n-\r\n--", "two=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b",
        "--b\r\n",
        "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
        "--b\r\nContent-Disposition: form-data; name=a",
      })
  void read_whatIsNoForm_isNull(String text) {
    assertThat(MultipartReader.read(BinaryData.of(text), "b")).isNull();
  }

  @Test
  void read_randomCutsOfAForm_neverFail() {
    Random random = new Random(1);
    String whole = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--b--\r\n";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      text.deleteCharAt(random.nextInt(text.length()));
      text.insert(random.nextInt(text.length()), whole.charAt(random.nextInt(whole.length())));
      List<FormPart> parts = MultipartReader.read(BinaryData.of(text.toString()), "b");
      assertThat(parts == null || parts.size() <= 2).isTrue();
    }
  }

  private static List<String> texts(String body) {
    List<FormPart> parts = MultipartReader.read(BinaryData.of(body), "b");
    return parts == null
        ? List.of()
        : parts.stream().map(part -> part.name() + "=" + part.text()).collect(Collectors.toList());
  }
}
