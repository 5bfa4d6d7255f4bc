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
import org.junit.jupiter.params.provider.EnumSource;
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

  @ParameterizedTest
  @EnumSource(names = {"REQUESTS", "VIOLATIONS"})
  void violationsAndFaults_onATerminal_haveTheColorOfTheirKind(LogMode mode) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ServeLog log =
        ServeLog.of(
            mode, new Terminal(true, true), new PrintStream(bytes, false, StandardCharsets.UTF_8));
    try (CustomerSessionStub stub = CustomerSessionStub.builder().journalListener(log).start()) {
      URI url = URI.create(stub.url());
      String path = "/v2/customer_sessions/a";
      String typo = "{\"customerSession\":{\"cuopon\":1}}";
      Requests.send(url, "PUT", path, typo, "X-shop", "one");
      Requests.send(url, "PUT", path, typo, "X-Stub-Fault", "status=503");
      log.ended(stub.world().report());
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\u001b[31m503\u001b[0m")
        .contains("\u001b[35mfault status=503 by header\u001b[0m")
        .contains("\u001b[31merror unknown-property /customerSession/cuopon\u001b[0m")
        .contains("\u001b[33mwarning undeclared-header X-shop\u001b[0m");
  }
}
