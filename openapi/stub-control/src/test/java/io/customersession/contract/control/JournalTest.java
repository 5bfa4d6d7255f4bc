package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.control.client.api.JournalApi;
import io.customersession.contract.control.client.api.ViolationsApi;
import io.customersession.contract.control.client.model.Awaited;
import io.customersession.contract.control.client.model.Exchange;
import io.customersession.contract.control.client.model.ExchangeFilter;
import io.customersession.contract.control.client.model.Expectation;
import io.customersession.contract.control.client.model.Verdict;
import io.customersession.contract.control.client.model.ViolationReport;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journal and violations over HTTP. */
class JournalTest {
  private final TaskStub stub = TaskStub.start();
  private final JournalApi journal = new JournalApi(stub.client());

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void exchanges_areFoundByEveryCondition() {
    stub.send(
        "PUT",
        "/tasks/1",
        "{\"title\":\"Write\",\"tags\":[\"a\"]}",
        "X-Stub-World",
        "a",
        "X-Mine",
        "1");
    stub.api(404, "a", "GET", "/tasks/2", null);
    Map<String, Object> body = new HashMap<>();
    body.put("/title", "Write");
    body.put("/tags/0", "a");
    ExchangeFilter all =
        ExchangeFilter.builder()
            .operation("updateTask")
            .resource("1")
            .method("PUT")
            .path("/tasks/1")
            .status(200)
            .headers(Map.of("x-mine", "1"))
            .withoutHeaders(List.of("X-Other"))
            .body(body)
            .withoutBody(List.of("/note"))
            .response(Map.of("/title", "Write"))
            .build();

    Exchange found = journal.findExchanges("a", all).getExchanges().get(0);

    assertThat(found.getNumber()).isEqualTo(1);
    assertThat(found.getResource()).isEqualTo("1");
    assertThat(found.getApplication()).isNull();
    assertThat(found.additionalProperties()).isEmpty();
    assertThat(journal.countExchanges("a", all).getCount()).isEqualTo(1);
    for (ExchangeFilter other :
        List.of(
            all.toBuilder().operation("getTask").build(),
            all.toBuilder().resource("2").build(),
            all.toBuilder().application(2L).build(),
            all.toBuilder().method("GET").build(),
            all.toBuilder().path("/").build(),
            all.toBuilder().status(201).build(),
            all.toBuilder().headers(Map.of("x-mine", "2")).build(),
            all.toBuilder().withoutHeaders(List.of("X-Mine")).build(),
            all.toBuilder().body(Map.of("/title", "Read")).build(),
            all.toBuilder().withoutBody(List.of("/title")).build(),
            all.toBuilder().response(Map.of("/title", "Read")).build())) {
      assertThat(journal.countExchanges("a", other).getCount()).as(other.toString()).isZero();
    }
    assertThat(journal.listExchanges("a").getExchanges())
        .extracting(Exchange::getStatus)
        .containsExactly(200, 404);
    journal.clearJournal("a");
    assertThat(journal.listExchanges("a").getExchanges()).isEmpty();
    assertThat(stub.server().journal().total()).isZero();
  }

  @Test
  void expectations_areMetOrReportedWithTheNearestExchanges() throws Exception {
    ExchangeFilter gets = ExchangeFilter.builder().operation("getTask").build();
    assertThat(
            journal
                .expectExchanges("new", Expectation.builder().filter(gets).times(0).build())
                .getMet())
        .isTrue();
    stub.put("new", "1");
    Verdict missed =
        journal.expectExchanges("new", Expectation.builder().filter(gets).times(1).build());
    assertThat(missed.getMet()).isFalse();
    assertThat(missed.getReport()).contains("exactly 1 exchange", "updateTask");

    CompletableFuture<Verdict> awaited =
        CompletableFuture.supplyAsync(
            () ->
                journal.awaitExchanges(
                    "new", Awaited.builder().filter(gets).timeout("PT20S").build()));
    stub.api(200, "new", "GET", "/tasks/1", null);
    assertThat(awaited.get(20, TimeUnit.SECONDS).getExchanges()).hasSize(1);
    Verdict late =
        journal.awaitExchanges(
            "new", Awaited.builder().filter(gets).times(2).timeout("PT0.01S").build());
    assertThat(late.getMet()).isFalse();
    assertThat(late.getExchanges()).hasSize(1);
    TaskStub.refused(
        400,
        "timeout must be between PT0S and PT1M",
        () -> journal.awaitExchanges("new", Awaited.builder().timeout("PT2M").build()));
  }

  @Test
  void violations_areReported_asJsonAndAsJunitXml() {
    stub.api(200, "a", "PUT", "/tasks/1", "{\"title\":\"Write\",\"colour\":1}");

    ViolationReport report = new ViolationsApi(stub.client()).getViolations("a");

    assertThat(report.getErrors() + report.getWarnings()).isEqualTo(1);
    assertThat(report.getViolations().get(0).getLocation()).isEqualTo("/colour");
    assertThat(report.getViolations().get(0).getRefused()).isFalse();
    assertThat(report.getViolations().get(0).getSent()).isEqualTo("1");
    assertThat(report.getSummary()).contains(report.getViolations().get(0).getRule());
    assertThat(journal.listExchanges("a").getExchanges().get(0).getViolations())
        .containsExactly(report.getViolations().get(0));
    String path = "/__stub/worlds/a/violations.xml";
    HttpResponse<String> xml = stub.send("GET", path, null);
    assertThat(xml.headers().firstValue("Content-Type")).contains("application/xml");
    assertThat(xml.body()).startsWith("<?xml").contains("<testsuite", "/colour");
    assertThat(stub.send("GET", path.replace("/a/", "/b/"), null).statusCode()).isEqualTo(404);
    assertThat(stub.send("POST", path, "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void worldInAPath_isPercentDecoded_inEveryPath() {
    stub.api(200, "a:b", "PUT", "/tasks/1", "{\"title\":\"Write\",\"colour\":1}");
    stub.api(200, "violations.xml", "PUT", "/tasks/1", "{\"title\":\"Write\",\"colour\":1}");

    for (String path : List.of("", "/violations", "/violations.xml", "/journal", "/clock")) {
      for (String world : List.of("a:b", "a%3Ab", "%61%3ab", "violations.xml")) {
        assertThat(stub.send("GET", "/__stub/worlds/" + world + path, null).statusCode())
            .as(world + path)
            .isEqualTo(200);
      }
      assertThat(stub.send("GET", "/__stub/worlds/a%FF" + path, null).statusCode())
          .as(path)
          .isEqualTo(400);
    }
    assertThat(stub.send("GET", "/__world/%61%3Ab/tasks/1", null).statusCode()).isEqualTo(200);
    for (String wrong : List.of("a%FF", "a%2Fb", "a%252Db")) {
      assertThat(stub.send("PUT", "/__world/" + wrong + "/tasks/1", "{\"title\":\"Write\"}").body())
          .as(wrong)
          .contains("The name of a world must be 1 to 100 letters");
    }
  }
}
