package io.customersession.contract.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationDefinition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  @ParameterizedTest
  @CsvSource({
    "/orders/{id}, /orders/a%20b",
    "/naïve path/\\users, /na%C3%AFve%20path/%5Cusers",
    "/a%20b, /a%20b",
    "/a%20b, /%61%20b",
    "/100%, /100%"
  })
  void find_literalEncodedInAnyWay_isFound(String declared, String sent) {
    Operation operation =
        () -> OperationDefinition.builder("find", "GET", declared).response(204).build();

    Router.Route route = new Router(List.of(operation), List.of()).find(sent);

    assertThat(route).isNotNull();
    assertThat(route.operation("GET")).isSameAs(operation);
  }

  @ParameterizedTest
  @CsvSource({"/a/b, /a%2Fb", "/a, /A", "/a b, /a+b"})
  void find_otherText_isNotFound(String declared, String sent) {
    Operation operation =
        () -> OperationDefinition.builder("find", "GET", declared).response(204).build();

    assertThat(new Router(List.of(operation), List.of()).find(sent)).isNull();
  }
}
