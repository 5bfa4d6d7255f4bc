package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.session.AnswerVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table does refuse what some client cannot read. */
class SdkToleranceTest {
  private static final String EMPTY =
      "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";

  private static void judge(String answer, AnswerVersion version) {
    SdkTolerance.judge(
        "PUT", "/v2/customer_sessions/s", new Api.Answer(200, Map.of(), answer), version);
  }

  @Test
  void judge_whatEveryClientReads_isCounted() {
    long before = SdkTolerance.judged();

    judge(EMPTY, AnswerVersion.COMMON);

    assertThat(SdkTolerance.judged()).isGreaterThan(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'effects':[],'createdCoupons':[]}; createdReferrals",
        "{'effects':null,'createdCoupons':[],'createdReferrals':[]}; /effects",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'advancedEvent':{}}; advancedEvent",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'coupons':[{'id':'6f'}]}; /coupons/0/id",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'coupons':[{'created':'2026-01-01T00:00:00Z'}]}; /coupons/0/created",
        "{'effects':[],'createdCoupons':[],'createdReferrals':[],'coupons':[{'created':'2026-01-01T00:00:00.000000'}]}; /coupons/0/created"
      })
  void judge_whatSomeClientDoesNotRead_isRefused(String answer, String place) {
    assertThatThrownBy(() -> judge(answer.replace('\'', '"'), AnswerVersion.COMMON))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(place);
  }
}
