package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management side: lists with filters, order and pages, and single sessions by internal id. */
class ApplicationSessionsTest {
  private static CustomerSessionStub stub;
  private static Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.start();
    api = new Api(stub);
    api.putV2(
        "order-1",
        "{\"profileId\":\"ann\",\"couponCodes\":[\"SAVE\",\"MORE\"],\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":3}]}");
    api.putV2(
        "order-2",
        "{\"profileId\":\"bob\",\"state\":\"closed\",\"referralCode\":\"FRIEND\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":1}]}");
    api.putV2(
        "other-3",
        "{\"profileId\":\"ann\",\"storeIntegrationId\":\"berlin\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":2}]}");
    api.asManager();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  private static String ids(Api.Response response) {
    return String.join(
        " ",
        response.expect(200).json().getAsJsonArray("data").asList().stream()
            .map(session -> session.getAsJsonObject().get("integrationId").getAsString())
            .toList());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                        | order-1 order-2 other-3
          ?profile=ann                              | order-1 other-3
          ?state=closed                             | order-2
          ?coupon=MORE                              | order-1
          ?referral=FRIEND                          | order-2
          ?integrationId=other-3                    | other-3
          ?storeIntegrationId=berlin                | other-3
          ?integrationId=rder&partialMatch=true     | order-1 order-2
          ?profile=nn&partialMatch=false            | ''
          ?coupon=SAV&partialMatch=true             | order-1
          ?referral=RIEN&partialMatch=true          | order-2
          ?storeIntegrationId=erl&partialMatch=true | other-3
          ?integrationId=-ORDER&partialMatch=true   | ''
          ?integrationId=RDER-&partialMatch=true    | order-1 order-2
          ?coupon=sav&partialMatch=true             | order-1
          ?integrationId=r-&partialMatch=true       | ''
          ?profile=an&partialMatch=true             | ''
          ?partialMatch=true                        | order-1 order-2 other-3
          ?profile=ann&state=open&coupon=SAVE       | order-1
          ?coupon=save                              | ''
          ?profile=nobody                           | ''
          ?sort=integrationId                       | order-1 order-2 other-3
          ?sort=state,-total                        | order-1 other-3 order-2
          ?sort=-state                              | order-2 order-1 other-3
          ?skip=3                                   | ''
          ?sort=-created                            | other-3 order-2 order-1
          ?sort=total                               | order-2 other-3 order-1
          ?createdAfter=2099-01-01T00:00:00Z        | ''
          ?createdBefore=2099-01-01T00:00:00Z       | order-1 order-2 other-3
          ?pageSize=1&skip=1                        | order-2
          ?pageSize=2&sort=-id                      | other-3 order-2
          """)
  void list_filtersSortsAndPages(String query, String expected) {
    assertThat(ids(api.send("GET", "/v1/applications/1/sessions" + query, null)))
        .isEqualTo(expected);
  }

  @Test
  void partialMatch_ofOtherAlphabets_ignoresCaseWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try (CustomerSessionStub own = Stubs.start()) {
      Api there = new Api(own);
      for (String id : List.of("TITLE", "\u039f\u0394\u039f\u03a3-1", "\u00c4PFEL", "ab")) {
        there.putV2(id, "{}").expect(200);
      }
      there.asManager();

      assertThat(partial(there, "itl")).isEqualTo("TITLE");
      assertThat(partial(there, "\u03b4\u03bf\u03c3")).isEqualTo("\u039f\u0394\u039f\u03a3-1");
      assertThat(partial(there, "\u03b4\u03bf\u03c2")).isEqualTo("\u039f\u0394\u039f\u03a3-1");
      assertThat(partial(there, "\u00e4pf")).isEqualTo("\u00c4PFEL");
      assertThat(partial(there, "ab")).isEqualTo("ab");
      assertThat(partial(there, "AB")).isEmpty();
      assertThat(partial(there, "longer than any")).isEmpty();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String partial(Api api, String part) {
    return ids(
        api.send(
            "GET",
            "/v1/applications/1/sessions?partialMatch=true&integrationId=" + Api.segment(part),
            null));
  }

  @Test
  void list_hasMore_tellsOfAnotherPage() {
    assertThat(
            api.send("GET", "/v1/applications/1/sessions?pageSize=2", null)
                .json()
                .get("hasMore")
                .getAsBoolean())
        .isTrue();
    assertThat(
            api.send("GET", "/v1/applications/1/sessions?pageSize=3", null)
                .json()
                .get("hasMore")
                .getAsBoolean())
        .isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?pageSize=0                               | pageSize
          ?pageSize=1001                            | pageSize
          ?skip=-1                                  | skip
          ?sort=colour                              | sort
          ?state=lost                               | state
          ?createdAfter=yesterday                   | createdAfter
          ?profile=ann&coupon=SAV&partialMatch=true | partialMatch
          ?pageSize=1&pageSize=2                    | pageSize
          """)
  void list_withAWrongParameter_namesIt(String query, String parameter) {
    assertThat(api.send("GET", "/v1/applications/1/sessions" + query, null).expect(400).places())
        .containsExactly(parameter);
  }

  @Test
  void get_byInternalId_keepsTheOddNames() {
    JsonObject listed =
        api.send("GET", "/v1/applications/1/sessions?integrationId=order-2", null)
            .json()
            .getAsJsonArray("data")
            .get(0)
            .getAsJsonObject();

    JsonObject session =
        api.send("GET", "/v1/applications/1/sessions/" + listed.get("id"), null).expect(200).json();

    assertThat(session).isEqualTo(listed);
    assertThat(session.get("profileintegrationid").getAsString()).isEqualTo("bob");
    assertThat(session.get("profileId").getAsLong()).isPositive();
    assertThat(session.get("referral").getAsString()).isEqualTo("FRIEND");
  }

  @Test
  void get_unknownSessionOrApplication_isNotFound() {
    assertThat(
            api.send("GET", "/v1/applications/1/sessions/999", null)
                .expect(404)
                .json()
                .get("StatusCode")
                .getAsInt())
        .isEqualTo(404);
    api.send("GET", "/v1/applications/7/sessions", null).expect(404);
    api.send("GET", "/v1/applications/1/sessions/order-1", null).expect(400);
  }
}
