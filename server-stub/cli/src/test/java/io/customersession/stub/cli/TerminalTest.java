package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on whether the output goes to a terminal. */
class TerminalTest {
  @Test
  void of_tests_isNoTerminal() {
    assertThat(Terminal.of(Map.of())).isEqualTo(new Terminal(false, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void auto_onATerminal_printsRequestsInColorUnlessItIsUnwanted(boolean hasColor) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ServeLog log =
        ServeLog.of(
            LogMode.AUTO,
            new Terminal(true, hasColor),
            new PrintStream(bytes, false, StandardCharsets.UTF_8));
    try (CustomerSessionStub stub = CustomerSessionStub.builder().journalListener(log).start()) {
      Requests.send(URI.create(stub.url()), "GET", "/v2/customer_sessions/a", null);
      log.ended(stub.world().report());
    }

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("getCustomerSession  a");
    assertThat(text.contains("\u001b[33m404\u001b[0m")).isEqualTo(hasColor);
    assertThat(text.contains("\u001b")).isEqualTo(hasColor);
  }
}
