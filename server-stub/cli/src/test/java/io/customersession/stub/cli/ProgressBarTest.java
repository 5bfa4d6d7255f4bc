package io.customersession.stub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** The progress of an export or import is shown on a terminal only. */
class ProgressBarTest {
  private static final Terminal TERMINAL = new Terminal(true, false);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, UTF_8);

  private String printed() {
    out.flush();
    return bytes.toString(UTF_8);
  }

  @Test
  void export_onATerminal_showsThePartOfTheExpectedLines() {
    ProgressBar bar = ProgressBar.of(TERMINAL, out);

    bar.expected(2_000);
    bar.passed(500);
    bar.end();

    String shown = "[" + "#".repeat(10) + " ".repeat(30) + "]  25 % 500 lines";
    assertThat(printed()).isEqualTo(shown + "\r" + " ".repeat(shown.length()) + "\r");
  }

  @Test
  void import_onATerminal_showsThePartOfTheFileAndKeepsRefusedLines() throws IOException {
    ProgressBar bar = ProgressBar.of(TERMINAL, out);
    InputStream in = bar.reading(new ByteArrayInputStream(new byte[100]), 100);

    assertThat(in.read()).isZero();
    assertThat(in.readNBytes(49)).hasSize(49);
    bar.passed(1_000);
    bar.refused(1_001, "is too long\u001b[2J");
    bar.end();

    assertThat(printed())
        .startsWith("[" + "#".repeat(20) + " ".repeat(20) + "]  50 % 1,000 lines\r ")
        .endsWith(" \rline 1001: is too long\\u001b[2J\n");
  }

  @Test
  void import_ofUnknownSizeOnATerminal_showsLines() {
    ProgressBar bar = ProgressBar.of(TERMINAL, out);
    InputStream in = bar.reading(new ByteArrayInputStream(new byte[1]), 0);

    bar.passed(7);

    assertThat(in).isNotNull();
    assertThat(printed()).isEqualTo("7 lines");
  }

  @Test
  void progress_elsewhere_isNotShown() {
    ProgressBar bar = ProgressBar.of(new Terminal(false, false), out);

    bar.expected(10);
    bar.passed(5);
    bar.refused(6, "is too long");
    bar.end();

    assertThat(printed()).isEqualTo("line 6: is too long\n");
    assertThat(bar.lines()).isEqualTo(5);
  }
}
