package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge does judge. */
class SecondOpinionTest {
  private static final String PATH = "/v2/customer_sessions/a%2Fb";
  private static final Map<String, String> KEY = Map.of("Authorization", "ApiKey-v1 k");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private static void judge(String request, int status, String response) {
    SecondOpinion.judge("PUT", PATH, KEY, request, new Api.Response(status, JSON, response));
  }

  @Test
  void judge_whatTheDocumentAllows_isFine() {
    assertThatCode(
            () ->
                judge(
                    "{\"customerSession\":{}}",
                    200,
                    "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}"))
        .doesNotThrowAnyException();
  }

  @Test
  void judge_responseWithoutARequiredProperty_isRefused() {
    assertThatThrownBy(() -> judge("{\"customerSession\":{}}", 200, "{\"effects\":[]}"))
        .hasMessageContaining("createdCoupons");
  }

  @Test
  void judge_responseWithAnUnknownProperty_isRefused() {
    assertThatThrownBy(
            () ->
                judge(
                    "{\"customerSession\":{}}",
                    200,
                    "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[],\"zz\":1}"))
        .hasMessageContaining("zz");
  }

  @Test
  void judge_refusalWithoutAMessage_isRefused() {
    assertThatThrownBy(() -> judge("{\"customerSession\":{}}", 400, "{\"errors\":[]}"))
        .hasMessageContaining("message");
  }

  @Test
  void judge_acceptedRequestThatBreaksALimit_isRefused() {
    assertThatThrownBy(
            () ->
                judge(
                    "{\"customerSession\":{\"identifiers\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}}",
                    200,
                    "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}"))
        .hasMessageContaining("identifiers");
  }
}
