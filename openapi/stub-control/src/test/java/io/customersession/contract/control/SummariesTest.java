package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.control.client.api.ContractApi;
import io.customersession.contract.control.client.api.JournalApi;
import io.customersession.contract.control.client.model.Contract;
import io.customersession.contract.control.client.model.ContractOperation;
import io.customersession.contract.control.client.model.Exchange;
import io.customersession.contract.control.client.model.ExchangeSummary;
import io.customersession.contract.control.client.model.ExchangeSummaryList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the console asks for: summaries of exchanges, single ones, and the contract. */
class SummariesTest {
  private final TaskStub stub = TaskStub.start();
  private final JournalApi journal = new JournalApi(stub.client());

  @AfterEach
  void stop() {
    stub.close();
  }

  private static List<Long> numbers(ExchangeSummaryList list) {
    return list.getExchanges().stream().map(ExchangeSummary::getNumber).toList();
  }

  private List<Long> page(@Nullable Long before, @Nullable Long after, @Nullable Integer max) {
    return numbers(
        journal.listSummaries("a", before, after, max, null, null, null, null, null, null, null));
  }

  @Test
  void summaries_areListedNewestFirstInPages() {
    IntStream.range(0, 120).forEach(i -> stub.put("a", "1"));

    ExchangeSummaryList first = journal.listSummaries("a");
    assertThat(numbers(first))
        .isEqualTo(LongStream.rangeClosed(0, 99).map(i -> 120 - i).boxed().toList());
    assertThat(first.getMore()).isTrue();
    assertThat(first.getTotal()).isEqualTo(120);
    assertThat(page(21L, null, null)).hasSize(20).startsWith(20L);
    assertThat(page(null, 118L, null)).containsExactly(120L, 119L);
    assertThat(page(120L, 117L, 1)).containsExactly(119L);
  }

  @Test
  void summaries_areFoundByEveryCondition() {
    stub.put("a", "1");
    stub.api(404, "a", "GET", "/tasks/2", null);
    stub.send("PUT", "/tasks/3", "{\"title\":7}", "X-Stub-World", "a");
    stub.send("GET", "/tasks/1", null, "X-Stub-World", "a", "X-Stub-Fault", "status=503");

    assertThat(found("updateTask", null, null, null, null, null, null)).containsExactly(3L, 1L);
    assertThat(found(null, "1", null, null, null, null, null)).containsExactly(4L, 1L);
    assertThat(found(null, null, "GET", null, null, null, null)).containsExactly(4L, 2L);
    assertThat(found(null, null, null, 404, null, null, null)).containsExactly(2L);
    assertThat(found(null, null, null, null, null, true, null)).containsExactly(3L);
    assertThat(found(null, null, null, null, null, false, null)).containsExactly(4L, 2L, 1L);
    assertThat(found(null, null, null, null, null, null, true)).containsExactly(4L);
    ExchangeSummary refused =
        journal.listSummaries("a").getExchanges().stream()
            .filter(each -> each.getNumber() == 3)
            .findFirst()
            .orElseThrow();
    assertThat(refused.getRules()).hasSize(1);
    assertThat(found(null, null, null, null, refused.getRules().get(0), null, null))
        .containsExactly(3L);
  }

  private List<Long> found(
      @Nullable String operation,
      @Nullable String resource,
      @Nullable String method,
      @Nullable Integer status,
      @Nullable String rule,
      @Nullable Boolean violated,
      @Nullable Boolean faulty) {
    return numbers(
        journal.listSummaries(
            "a", null, null, null, operation, resource, method, status, rule, violated, faulty));
  }

  @Test
  void exchange_isReturnedByItsNumber() {
    stub.put("a", "1");
    stub.put("a", "2");

    Exchange second = journal.getExchange("a", 2L);

    assertThat(second).isEqualTo(journal.listExchanges("a").getExchanges().get(1));
    assertThat(second.getResource()).isEqualTo("2");
    TaskStub.refused(
        404, "The journal does not keep exchange 3", () -> journal.getExchange("a", 3L));
  }

  @Test
  void unknownWorld_isNotCreated() {
    TaskStub.refused(404, "The world \"b\" does not exist", () -> journal.listSummaries("b"));
    TaskStub.refused(404, "The world \"b\" does not exist", () -> journal.getExchange("b", 1L));
    assertThat(stub.server().worlds().names()).containsExactly("main");
  }

  @Test
  void contract_hasTheOperations_andNoDocumentIfTheStubHasNone() {
    ContractApi api = new ContractApi(stub.client());
    Contract contract = api.getContract();

    assertThat(contract.getStub()).isEqualTo("StubServer");
    assertThat(contract.getResource()).isEqualTo("resource");
    assertThat(contract.getOperations())
        .extracting(ContractOperation::getId)
        .containsExactlyInAnyOrder("countTasks", "getTask", "updateTask", "deleteTask");
    assertThat(contract.getStateMachines()).isEmpty();
    TaskStub.refused(
        404,
        "The document of the API is not on the class path of the stub",
        api::getContractDocument);
  }
}
