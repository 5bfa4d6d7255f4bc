package io.customersession.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationDefinition;
import io.customersession.contract.operation.ResponseDefinition;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The time that calls may take. */
final class CallTimeoutTest {
  private static final BodyDefinition JSON =
      BodyDefinition.json(Codecs.any("#"), "application/json");
  private static final BodyDefinition OCTETS = BodyDefinition.binary("image/png");

  @Test
  void json_byDefault_hasAMinute() {
    assertThat(timeout(ownClient(), call(JSON))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void octets_byDefault_mayTakeAnyTime() {
    assertThat(timeout(ownClient(), call(OCTETS))).isZero();
  }

  @Test
  void octets_withATimeout_haveThatTime() {
    ApiCall<Object> call = call(OCTETS).withTimeout(Duration.ofSeconds(7));

    assertThat(timeout(ownClient(), call)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void octets_withADeadline_haveThatTime() {
    ApiCall<Object> call = call(OCTETS).withDeadline(Duration.ofSeconds(8));

    assertThat(timeout(ownClient(), call)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void octets_withAClientOfTheUser_haveTheTimeOfThatClient() {
    OkHttpClient http = new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(9)).build();
    ApiClient client = builder().httpClient(http).build();

    assertThat(timeout(client, call(OCTETS))).isEqualTo(Duration.ofSeconds(9));
  }

  private static ApiClient ownClient() {
    return builder().build();
  }

  private static ApiClient.Builder builder() {
    return ApiClient.builder().baseUrl("http://localhost:1");
  }

  private static ApiCall<Object> call(BodyDefinition response) {
    OperationDefinition definition =
        OperationDefinition.builder("getThing", "GET", "/thing")
            .response(ResponseDefinition.of("200").body(response))
            .build();
    Operation operation = () -> definition;
    return ApiCall.<Object>builder(operation).build();
  }

  private static Duration timeout(ApiClient client, ApiCall<?> call) {
    try (client) {
      return Duration.ofNanos(client.newCall(call).timeout().timeoutNanos());
    }
  }
}
