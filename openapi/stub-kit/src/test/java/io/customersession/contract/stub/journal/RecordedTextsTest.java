package io.customersession.contract.stub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedTextsTest {
  @Test
  void headers_withWhatHttpForbids_stayApart() {
    byte[] head =
        RecordedTexts.head(
            Map.of("X-Note", List.of("a\0b", "", "\u00fc"), "X-\0", List.of("c"), "Y", List.of()));

    RecordedTexts texts =
        new RecordedTexts(head, new byte[] {'i', 'n'}, new byte[] {'o', 'u', 't'});

    assertThat(texts.headers())
        .containsOnly(
            Map.entry("X-Note", List.of("a\ufffdb", "", "\u00fc")),
            Map.entry("X-\ufffd", List.of("c")));
    assertThat(texts.body()).isEqualTo("in");
    assertThat(texts.response()).isEqualTo("out");
  }
}
