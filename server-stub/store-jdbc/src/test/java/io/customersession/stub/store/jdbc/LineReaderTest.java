package io.customersession.stub.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of any length are read in bounded memory. */
class LineReaderTest {
  @Test
  void next_ofALineThatIsTooLong_skipsItAndGoesOn() throws IOException {
    LineReader lines = new LineReader(new ByteArrayInputStream("ab\nabcd\n\nx".getBytes(UTF_8)), 3);

    List<String> read = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(lines.number() + (lines.isTooLong() ? " too long" : " " + new String(line, UTF_8)));
    }

    assertThat(read).isEqualTo(Arrays.asList("1 ab", "2 too long", "3 ", "4 x"));
  }
}
