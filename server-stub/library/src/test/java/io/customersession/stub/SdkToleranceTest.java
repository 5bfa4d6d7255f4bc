package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.json.ApiVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suite does notice a response that some SDK cannot read. */
class SdkToleranceTest {
  private static final String EMPTY =
      "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private static void judge(String response, ApiVersion version) {
    SdkTolerance.judge(
        "PUT", "/v2/customer_sessions/s", new Api.Response(200, JSON, response), version);
  }

  @Test
  void judge_whatEveryClientReads_isCounted() {
    long before = SdkTolerance.judged();

    judge(EMPTY, ApiVersion.LATEST);

    assertThat(SdkTolerance.judged()).isGreaterThan(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'effects':[],'createdCoupons':[]}; IntegrationStateV2.createdReferrals, absent",
        "{'effects':null,'createdCoupons':[],'createdReferrals':[]}; /effects",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'loyalty':{'created':'2026-01-01T00:00:00Z'}};"
            + " /loyalty/created",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'loyalty':{'created':'2026-01-01T00:00:00.000000'}};"
            + " /loyalty/created",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'coupons':[{'id':'6f'}]};"
            + " /coupons/0/id",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'referral':{'id':1}};"
            + " /referral/created",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'triggeredCampaigns':[{'state':'shut'}]};"
            + " /triggeredCampaigns/0/state",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'ruleFailureReasons':[{}]};"
            + " /ruleFailureReasons/0"
      })
  void judge_whatSomeClientDoesNotRead_isRefused(String response, String place) {
    assertThatThrownBy(() -> judge(response.replace('\'', '"'), ApiVersion.LATEST))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "application/json; {'message':'m','StatusCode':401}; StatusCode",
        "application/json; {'message':'m','errors':null}; /errors",
        "application/json; {'message':'m','errors':[{'title':'t','source':{}}]}; the source of",
        "application/json;"
            + " {'message':'m','errors':[{'title':'t','source':{'line':'1','pointer':''}}]}; the"
            + " source of",
        "application/json; {'detail':'d'}; message",
        "text/plain; {'message':'m'}; the type of"
      })
  void judge_refusalThatSomeClientDoesNotRead_isRefused(
      String type, String response, String place) {
    Api.Response refusal =
        new Api.Response(400, Map.of("content-type", type), response.replace('\'', '"'));

    assertThatThrownBy(
            () -> SdkTolerance.judge("PUT", "/v2/customer_sessions/s", refusal, ApiVersion.LATEST))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(place.equals("StatusCode") ? "400" : place);
  }
}
