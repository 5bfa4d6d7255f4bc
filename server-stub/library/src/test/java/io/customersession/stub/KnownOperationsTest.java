package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.api.Dispatcher;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations that the document declares as known get a response that says that they are not served.
 */
class KnownOperationsTest {
  private static CustomerSessionStub stub;

  private final Api api = new Api(stub).header("Authorization", "ApiKey-v1 right");

  @BeforeAll
  static void start() {
    stub = Stubs.builder().apiKey("right", 1).start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.reset();
  }

  private ContractViolation only() {
    assertThat(stub.violations()).hasSize(1);
    return stub.violations().get(0);
  }

  static List<UnservedOperation> operations() {
    return Dispatcher.UNSERVED_OPERATIONS;
  }

  private static String path(UnservedOperation operation) {
    return operation.path().replaceAll("\\{[^}]+}", "7");
  }

  private static String body(UnservedOperation operation) {
    return operation.method().equals("GET") || operation.method().equals("DELETE") ? null : "{}";
  }

  @Test
  void known_areThoseThatTheDocumentDeclaresAsNotServed() {
    assertThat(operations())
        .extracting(operation -> operation.method() + " " + operation.path())
        .containsExactlyInAnyOrderElementsOf(Document.unserved())
        .contains("POST /v2/events", "GET /v1/customer_profiles/{integrationId}/inventory")
        .hasSizeGreaterThan(30);
    assertThat(operations())
        .extracting(UnservedOperation::id)
        .doesNotContainAnyElementsOf(Stream.of(ApiOperation.values()).map(Operation::id).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void known_withARightKey_isNotServedAndRecorded(UnservedOperation operation) {
    Api.Response response =
        api.send(operation.method(), path(operation), body(operation)).expect(501);

    assertThat(response.message())
        .isEqualTo(
            "%s (%s %s) is an operation of this API, but this server does not serve it"
                .formatted(operation.id(), operation.method(), operation.path()));
    assertThat(response.json().get("StatusCode").getAsInt()).isEqualTo(501);
    assertThat(only().kind()).isEqualTo(ContractRule.UNSERVED_OPERATION);
    assertThat(only().severity()).isEqualTo(Severity.ERROR);
    assertThat(only().refused()).isTrue();
    assertThat(only().operation()).isEqualTo(operation.id());
    assertThat(only().rule())
        .isEqualTo(
            "#/paths/%s/%s"
                .formatted(
                    operation.path().replace("/", "~1"),
                    operation.method().toLowerCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void known_withAWrongKey_isUnauthorized(UnservedOperation operation) {
    api.header("Authorization", "ApiKey-v1 wrong")
        .send(operation.method(), path(operation), body(operation))
        .expect(401);
    assertThat(only().kind()).isEqualTo(ContractRule.UNAUTHORIZED);
    stub.reset();
    api.header("Authorization", null)
        .send(operation.method(), path(operation), body(operation))
        .expect(401);
  }

  @Test
  void known_signed_isNotServedIfTheSignatureIsRight() {
    try (CustomerSessionStub open = Stubs.start()) {
      Api signed =
          new Api(open)
              .header("Authorization", null)
              .header("Content-Signature", "signer=1; signature=00112233445566778899aabbccddeeff");

      signed.send("POST", "/v1/referrals", "{}").expect(501);
      // This one takes keys only.
      signed.send("POST", "/v2/events", "{}").expect(401);
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          PUT     | /v2/customer_profiles                             | 501
          PUT     | /v2/customer_profiles/7                           | 200
          PUT     | /v1/customer_profiles/7                           | 200
          PUT     | /v1/customer_profiles/inventory                   | 200
          GET     | /v1/customer_profiles/7/inventory                 | 501
          HEAD    | /v1/customer_profiles/7/inventory                 | 501
          GET     | /v1/customer_profiles/inventory/inventory         | 501
          GET     | /v1/coupon_reservations/customerprofiles/X        | 501
          DELETE  | /v1/coupon_reservations/customerprofiles          | 501
          DELETE  | /v1/customer_profiles/7/inventory                 | 405
          OPTIONS | /v2/events                                        | 405
          GET     | /v2/events                                        | 405
          GET     | /v3/events                                        | 405
          GET     | /v3/events/e                                      | 501
          GET     | /v3/events/e/f                                    | 404
          GET     | /v2/customer_profiles/7                           | 405
          """)
  void path_isOfTheOperationThatFitsBest(String method, String path, int status) {
    api.send(method, path, method.equals("PUT") ? "{}" : null).expect(status);
  }

  @Test
  void allow_listsOnlyWhatIsServed() {
    assertThat(
            api.send("DELETE", "/v2/customer_profiles/7", null).expect(405).headers().get("allow"))
        .isEqualTo("PUT");
    Api.Response none = api.send("DELETE", "/v2/events", null).expect(405);
    assertThat(none.headers().getOrDefault("allow", "")).isEmpty();
    assertThat(stub.violations())
        .extracting(ContractViolation::kind)
        .containsOnly(ContractRule.UNDECLARED_OPERATION);
  }

  @Test
  void nearestPath_isNeverOneThatIsNotServed() {
    api.send("POST", "/v2/event", "{}").expect(404);
    assertThat(only().rightForm()).isNull();
    stub.reset();
    api.send("GET", "/v1/customer_profiles/7/inventry", null).expect(404);
    assertThat(String.valueOf(only().rightForm())).doesNotContain("inventory");
  }

  @Test
  void severity_ofOneCall_counts() {
    api.header("X-Stub-Severity", "unserved-operation=off")
        .send("POST", "/v2/events", "{}")
        .expect(501);
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void world_thatTheCallNames_hasTheViolation() {
    api.header("X-Stub-World", "other").send("POST", "/v2/events", "{}").expect(501);

    assertThat(stub.violations()).isEmpty();
    assertThat(stub.world("other").violations())
        .extracting(ContractViolation::kind)
        .containsExactly(ContractRule.UNSERVED_OPERATION);
  }
}
