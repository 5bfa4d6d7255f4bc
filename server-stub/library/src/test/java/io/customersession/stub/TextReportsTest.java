package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.violation.ContractViolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reports show of a request is what was understood, and nothing that a terminal obeys. */
class TextReportsTest {
  private final CustomerSessionStub stub = Stubs.start();
  private final Api api = new Api(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void controlCharacters_inNamesAndValues_fakeNoLines() throws IOException {
    byte[] body =
        "{\"\\u001b[31m\\u0007\\nerror fake-rule: x\\u2028\\u202e\":\"\\u009b\\n\"}"
            .getBytes(StandardCharsets.UTF_8);
    try (RawHttp connection = new RawHttp(stub)) {
      connection.request("PUT /v2/customer_sessions/s", "Content-Type: application/json\r\n", body);
      assertThat(connection.response().status()).isEqualTo(400);
    }
    assertThat(stub.violations()).isNotEmpty();
    assertPrintable(stub.world().report().explained());
    assertPrintable(stub.world().report().summary());
    assertPrintable(
        stub.violations().stream()
            .map(ContractViolation::toString)
            .collect(Collectors.joining("\n")));
    assertThat(stub.world().report().explained().lines())
        .noneMatch(line -> line.startsWith("error fake-rule"));
    assertThatThrownBy(() -> stub.journal().find().body("/\u001b[31m", "\u0007\n").expect(1))
        .satisfies(e -> assertPrintable(e.getMessage()));
  }

  private static void assertPrintable(String text) {
    Set<Integer> wrong =
        text.codePoints()
            .filter(c -> c != '\n' && c != '\r')
            .filter(
                c -> {
                  int type = Character.getType(c);
                  return type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR;
                })
            .boxed()
            .collect(Collectors.toSet());
    assertThat(wrong).as(text).isEmpty();
  }

  @Test
  void plusInAQuery_isShownAsTheBlankThatItMeans() {
    String path = "/v2/customer_sessions/a?dry=true&now=2039-01-01T10:00:00+02:00";

    Api.Response response = api.send("PUT", path, "{\"customerSession\":{}}").expect(400);

    assertThat(response.errors().get(0).getAsJsonObject().get("details").getAsString())
        .contains("\"2039-01-01T10:00:00 02:00\"", "send %2B for a plus sign");
    assertThat(stub.violations())
        .singleElement()
        .extracting(ContractViolation::sent)
        .isEqualTo("2039-01-01T10:00:00 02:00");
  }

  @Test
  void encodedValues_areShownDecoded() {
    api.send("PUT", "/v2/customer_sessions/a?%64ry=m%61ybe%21", "{\"customerSession\":{}}")
        .expect(400);

    assertThat(stub.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.sent()).isEqualTo("maybe!");
              assertThat(violation.details()).doesNotContain("%2B");
            });
  }

  @Test
  void plusAsItShouldBe_isNotMentioned() {
    String now = "now=2039-01-01T10:00:00%2B02:00";
    api.send("PUT", "/v2/customer_sessions/a?dry=true&" + now, "{\"customerSession\":{}}")
        .expect(200);
  }

  @Test
  void sort_namesAFieldTwice_isRefused() {
    Api manager = new Api(stub).header("Authorization", "ManagementKey-v1 k");
    String sessions = "/v1/applications/1/sessions?sort=";
    for (String sort :
        new String[] {"id,id", "id,-id", "created,id,-created", "id" + ",id".repeat(9_000)}) {
      assertThat(manager.send("GET", sessions + sort, null).expect(400).places())
          .containsExactly("sort");
    }
    manager.send("GET", sessions + "-created,id,state", null).expect(200);
  }
}
