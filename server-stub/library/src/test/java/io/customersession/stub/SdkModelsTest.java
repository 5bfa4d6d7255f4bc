package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of SDKs is whole, and the reader refuses what the SDK refuses. */
class SdkModelsTest {
  private static final String STATE =
      "{'effects':[],'createdCoupons':[],'createdReferrals':[],'event':{'id':1,'created':'2026-01-01T00:00:00.000000Z',"
          + "'applicationId':1,'type':'t','attributes':{},'effects':[],'sessionId':'s'}}";

  static List<SdkModels.Sdk> sdks() {
    return SdkModels.sdks();
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private static List<String> problems(String sdk, String body) {
    return SdkReader.problems(SdkModels.sdk(sdk), "updateCustomerSessionV2", 200, json(body));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void everyRow_namesItsSource(SdkModels.Sdk sdk) {
    assertThat(sdk.source()).matches("talon-one/[\\w.-]+ [0-9a-f]{7,8} [\\w./-]+");
    assertThat(sdk.operations()).contains("getApplicationSessions", "deleteCustomerData");
    sdk.models()
        .forEach((name, model) -> assertThat(model.source()).as(name).matches(".+\\.\\w+:\\d+"));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void everyReferenceToAModel_isToARow(SdkModels.Sdk sdk) {
    sdk.models()
        .forEach(
            (name, model) ->
                model
                    .properties()
                    .forEach(
                        (property, requirement) -> {
                          String target = requirement.type().model();
                          assertThat(target == null || sdk.models().containsKey(target))
                              .as("%s.%s is a %s", name, property, target)
                              .isTrue();
                        }));
  }

  @Test
  void everyExemption_namesAPropertyOfTheTable() {
    assertThat(SdkModels.exemptions()).isNotEmpty();
    for (SdkModels.Exemption row : SdkModels.exemptions()) {
      String[] place = row.property().split("\\.", -1);
      assertThat(SdkModels.sdks())
          .filteredOn(sdk -> row.sdk().equals("*") || row.sdk().equals(sdk.name()))
          .anyMatch(
              sdk ->
                  sdk.models().containsKey(place[0])
                      && sdk.models().get(place[0]).properties().containsKey(place[1]));
      assertThat(row.kind()).isIn(Set.of("absent", "null", "type", "value", "unknown"));
      assertThat(row.reason()).isNotEmpty();
    }
    assertThat(SdkModels.notCovered()).isNotEmpty();
  }

  /** An SDK that refuses unknown properties has to know each one that is not dated as newer. */
  @ParameterizedTest
  @CsvSource({
    "CustomerSessionV2, CustomerSessionV2",
    "CartItem, CartItem",
    "IntegrationStateV2, IntegrationStateV2",
    "SessionWithEffects, IntegrationCustomerSessionResponse",
    "CustomerProfileState, CustomerProfileIntegrationResponseV2",
    "CustomerProfile, CustomerProfile",
    "Event, Event",
    "EventMeta, Meta",
    "Effect, Effect",
    "Campaign, Campaign",
    "RuleFailureReason, RuleFailureReason",
    "Coupon, IntegrationCoupon",
    "Referral, InventoryReferral",
    "Return, Return",
    "ReturnedCartItem, ReturnedCartItem",
    "ApplicationSession, ApplicationSession",
    "ErrorResponse, ErrorResponse",
    "ErrorResponseWithStatus, ErrorResponseWithStatus",
    "ErrorEntry, APIError"
  })
  void datesOfTheDocument_areThoseOfSdksThatRefuseWhatTheyDoNotKnow(String schema, String model) {
    List<SdkModels.Sdk> strict =
        SdkModels.sdks().stream().filter(SdkModels.Sdk::refusesUnknown).toList();
    assertThat(strict).hasSize(3);
    Map<String, String> releases = Document.releases(schema);
    assertThat(releases).isNotEmpty();
    for (SdkModels.Sdk sdk : strict) {
      releases.forEach(
          (property, since) -> {
            if (ApiVersion.of(since).compareTo(sdk.version()) <= 0) {
              assertThat(sdk.models().get(model).properties())
                  .as(
                      "%s of %s, x-since %s. If this project adds the property to the vendor's API,"
                          + " declare x-extension: true (openapi/README.md, Recipes)",
                      model, sdk, since)
                  .containsKey(property);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void reader_ofWhatEverySdkReads_hasNoProblem(SdkModels.Sdk sdk) {
    assertThat(problems(sdk.name(), STATE.replaceFirst(",'event'.*", "}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "go-26.13.0; 'sessionId':'s'; 'sessionId':3; type: /event/sessionId is 3",
        "java-4.3.0; 'sessionId':'s'; 'sessionId':3; type: /event/sessionId is 3",
        "go-26.13.0; 'effects':[],'sessionId'; 'effects':[{}],'sessionId'; type: /event/effects/0"
            + " is {}",
        "go-26.13.0; 'id':1; 'id':1.0; type: /event/id is 1.0",
        "go-26.13.0; 'id':1,; ; absent: /event/id",
        "go-26.08.0; 'sessionId'; 'nobodyKnows':'i','sessionId'; unknown: /event/nobodyKnows",
        "java-26.02; 'sessionId'; 'nobodyKnows':'i','sessionId'; unknown: /event/nobodyKnows",
        "java-26.02; 'type':'t'; 'type':null; null: /event/type",
        "python-26.13.0; 'type':'t'; 'type':''; value: /event/type is",
        "python-12.0.0; 'created':'2026-01-01T00:00:00.000000Z'; 'created':'2026-01-01T00:00:00';"
            + " type: /event/created",
        "ruby-26.17.0; 'createdCoupons':[],; ; absent: /createdCoupons",
        "ts-26.03; 'createdCoupons':[]; 'createdCoupons':null; null: /createdCoupons",
        "csharp-26.02; 'attributes':{},; ; absent: /event/attributes",
        "php-26.04; 'event'; 'triggeredCampaigns':[{'state':'off'}],'event'; value:"
            + " /triggeredCampaigns/0/state"
      })
  void reader_ofWhatAnSdkRefuses_namesPlaceAndKind(
      String sdk, String part, String change, String problem) {
    assertThat(STATE).contains(part);

    List<String> problems = problems(sdk, STATE.replace(part, change == null ? "" : change));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith(sdk).contains(problem);
  }

  @Test
  void reader_ofAnOperationThatTheSdkLacks_hasNoProblem() {
    assertThat(
            SdkReader.problems(
                SdkModels.sdk("go-26.13.0"), "updateCustomerSession", 200, json("{'session':1}")))
        .isEmpty();
  }

  @Test
  void reader_ofAnError_readsTheErrorModels() {
    assertThat(
            SdkReader.problems(
                SdkModels.sdk("python-26.13.0"),
                "getCustomerSession",
                400,
                json("{'message':'m','errors':[{'title':'t'}]}")))
        .singleElement()
        .asString()
        .contains("absent: /errors/0/source");
  }
}
