package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.runtime.ApiVersion;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What every official client reads, as a table: the strictest of them refuses any other property,
 * any required one that is absent, null where a list should be, an id that is no whole number, and
 * a time without an offset. Every answer that the suite gets is held against it.
 */
final class SdkTolerance {
  /** The properties of one kind of object: those that must be there, and all others. */
  private record Kind(Set<String> required, Set<String> optional) {
    static Kind of(String required, String optional) {
      return new Kind(words(required), words(optional));
    }

    private static Set<String> words(String text) {
      return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }
  }

  private static final String COUPON = "id created campaignId value usageLimit usageCounter";

  private static final String COUPON_OPTIONAL =
      "discountLimit reservationLimit startDate expiryDate limits discountCounter"
          + " discountRemainder reservationCounter attributes referralId recipientIntegrationId"
          + " importId reservation batchId isReservationMandatory implicitlyReserved";

  private static final String REFERRAL =
      "id created usageLimit campaignId advocateProfileIntegrationId code usageCounter";

  private static final String REFERRAL_OPTIONAL =
      "startDate expiryDate friendProfileIntegrationId attributes importId batchId";

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry(
              "CustomerSessionV2",
              Kind.of(
                  "id created integrationId applicationId state cartItems attributes firstSession"
                      + " updateCount total cartItemTotal additionalCostTotal updated",
                  "profileId storeIntegrationId evaluableCampaignIds couponCodes referralCode"
                      + " loyaltyCards additionalCosts identifiers")),
          Map.entry(
              "CustomerSession",
              Kind.of(
                  "integrationId created applicationId profileId coupon referral state cartItems"
                      + " total attributes firstSession discounts updated",
                  "identifiers")),
          Map.entry(
              "ApplicationSession",
              Kind.of(
                  "id created integrationId applicationId coupon referral state cartItems discounts"
                      + " totalDiscounts total",
                  "storeIntegrationId profileId profileintegrationid attributes")),
          Map.entry("ApplicationSessionList", Kind.of("data", "hasMore")),
          Map.entry(
              "CartItem",
              Kind.of(
                  "sku quantity",
                  "name price category weight height width length product attributes"
                      + " additionalCosts position returnedQuantity remainingQuantity catalogItemID"
                      + " selectedPriceType adjustmentReferenceId adjustmentEffectiveFrom"
                      + " adjustmentEffectiveUntil prices")),
          Map.entry("IntegrationState", Kind.of("session profile event", "loyalty coupon")),
          Map.entry(
              "IntegrationStateV2",
              Kind.of(
                  "effects createdCoupons createdReferrals",
                  "customerSession customerProfile event loyalty referral coupons"
                      + " triggeredCampaigns ruleFailureReasons awardedGiveaways return"
                      + " previousReturns")),
          Map.entry("SessionWithEffects", Kind.of("customerSession effects", "")),
          Map.entry("ReopenedSession", Kind.of("effects", "")),
          Map.entry(
              "CustomerProfile",
              Kind.of(
                  "id created integrationId accountId closedSessions totalSales lastActivity"
                      + " attributes",
                  "loyaltyMemberships audienceMemberships sandbox")),
          Map.entry(
              "Event",
              Kind.of(
                  "id created applicationId type attributes effects ledgerEntries",
                  "profileId storeIntegrationId sessionId meta")),
          Map.entry(
              "Effect",
              Kind.of(
                  "campaignId rulesetId ruleIndex ruleName effectType props",
                  "triggeredByCoupon triggeredForCatalogItem conditionIndex evaluationGroupID"
                      + " evaluationGroupMode campaignRevisionId campaignRevisionVersionId")),
          Map.entry("Coupon", Kind.of(COUPON, COUPON_OPTIONAL)),
          Map.entry(
              "IntegrationCoupon", Kind.of(COUPON + " profileRedemptionCount", COUPON_OPTIONAL)),
          Map.entry("Referral", Kind.of(REFERRAL, REFERRAL_OPTIONAL)),
          Map.entry(
              "InventoryReferral", Kind.of(REFERRAL + " referredCustomers", REFERRAL_OPTIONAL)),
          Map.entry(
              "Campaign",
              Kind.of(
                  "id created applicationId userId name description state tags features limits type"
                      + " frontendState storesImported",
                  "startTime endTime attributes activeRulesetId campaignGroups linkedStoreIds"
                      + " budgets updated lastActivity")),
          Map.entry(
              "RuleFailureReason",
              Kind.of(
                  "campaignID campaignName rulesetID ruleIndex ruleName",
                  "couponID couponValue referralID referralValue conditionIndex effectIndex"
                      + " details")),
          Map.entry("AudienceMembership", Kind.of("id name", "")),
          Map.entry("ReturnedCartItem", Kind.of("position quantity", "sku")),
          Map.entry("ErrorResponse", Kind.of("message", "errors")),
          Map.entry("ErrorResponseWithStatus", Kind.of("message StatusCode", "errors")),
          Map.entry("ErrorEntry", Kind.of("title source", "details")),
          Map.entry("ErrorSource", Kind.of("", "pointer parameter line resource")),
          Map.entry(
              "Return",
              Kind.of(
                  "id created applicationId accountId returnedCartItems eventId sessionId"
                      + " sessionIntegrationId",
                  "profileId profileIntegrationId createdBy")));

  /** Properties that later clients require, with the first version that does. */
  private static final Map<String, Map<String, String>> NEWER_REQUIRED =
      Map.of(
          "CustomerSessionV2", Map.of("cartItemAdditionalCostTotal", "26.11"),
          "Campaign", Map.of("reevaluateOnReturn", "26.03"));

  /** Properties that later clients know, with the first version that does. */
  private static final Map<String, Map<String, String>> NEWER_OPTIONAL =
      Map.of(
          "CustomerSessionV2", Map.of("experimentVariantAllocations", "26.03"),
          "IntegrationStateV2", Map.of("achievements", "26.13"));

  /** Which kind of object stands under a name. */
  private static final Map<String, String> CHILDREN =
      Map.ofEntries(
          Map.entry("customerSession", "CustomerSessionV2"),
          Map.entry("session", "CustomerSession"),
          Map.entry("data", "ApplicationSession"),
          Map.entry("cartItems", "CartItem"),
          Map.entry("profile", "CustomerProfile"),
          Map.entry("customerProfile", "CustomerProfile"),
          Map.entry("event", "Event"),
          Map.entry("effects", "Effect"),
          Map.entry("coupon", "IntegrationCoupon"),
          Map.entry("coupons", "IntegrationCoupon"),
          Map.entry("createdCoupons", "Coupon"),
          Map.entry("referral", "InventoryReferral"),
          Map.entry("createdReferrals", "Referral"),
          Map.entry("triggeredCampaigns", "Campaign"),
          Map.entry("ruleFailureReasons", "RuleFailureReason"),
          Map.entry("audienceMemberships", "AudienceMembership"),
          Map.entry("returnedCartItems", "ReturnedCartItem"),
          Map.entry("errors", "ErrorEntry"),
          Map.entry("source", "ErrorSource"),
          Map.entry("return", "Return"),
          Map.entry("previousReturns", "Return"));

  private static final Set<String> WHOLE_NUMBERS =
      Set.of(
          "id",
          "applicationId",
          "accountId",
          "campaignId",
          "rulesetId",
          "ruleIndex",
          "userId",
          "eventId",
          "sessionId",
          "triggeredByCoupon",
          "activeRulesetId",
          "updateCount",
          "closedSessions",
          "quantity",
          "position",
          "returnedQuantity",
          "remainingQuantity",
          "usageLimit",
          "usageCounter",
          "profileRedemptionCount",
          "campaignID",
          "rulesetID",
          "couponID",
          "referralID",
          "StatusCode");

  private static final Set<String> TIMES =
      Set.of("created", "updated", "lastActivity", "startDate", "expiryDate");

  private static final Set<String> LISTS =
      Set.of(
          "effects",
          "createdCoupons",
          "createdReferrals",
          "cartItems",
          "couponCodes",
          "identifiers",
          "loyaltyCards",
          "ledgerEntries",
          "data",
          "coupons",
          "triggeredCampaigns",
          "ruleFailureReasons",
          "awardedGiveaways",
          "previousReturns",
          "returnedCartItems",
          "referredCustomers",
          "tags",
          "features",
          "limits",
          "audienceMemberships",
          "errors");

  /** Values that some clients read as enumerations; they refuse all others. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "state",
              Set.of("open", "closed", "partially_returned", "cancelled", "enabled", "disabled"),
          "type", Set.of("advanced", "cartItem"),
          "frontendState", Set.of("expired", "scheduled", "running", "disabled", "archived"));

  /** What callers put in there is theirs. */
  private static final Set<String> FREE = Set.of("attributes", "props", "prices", "meta");

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  private static final AtomicLong JUDGED = new AtomicLong();

  private SdkTolerance() {}

  /** Returns how many answers were judged so far. */
  static long judged() {
    return JUDGED.get();
  }

  static void judge(String method, String path, Api.Answer answer, ApiVersion version) {
    if (answer.body().isEmpty()) {
      return;
    }
    String kind = kind(method, path.replaceFirst("\\?.*", ""));
    if (kind == null && !path.matches("/v[0-9].*")) {
      return;
    }
    // Without it, some clients leave the body unread, and others throw.
    assertThat(answer.headers())
        .as("the type of %s", answer.body())
        .containsEntry("content-type", "application/json");
    if (answer.status() >= 400) {
      checkRefusal(JsonParser.parseString(answer.body()).getAsJsonObject(), answer.status());
    } else if (kind != null) {
      check(kind, JsonParser.parseString(answer.body()), version, "");
    }
    JUDGED.incrementAndGet();
  }

  /** The vendor's document has two kinds of refusals: with the status in the body, and without. */
  private static void checkRefusal(JsonObject refusal, int status) {
    if (refusal.has("StatusCode")) {
      check("ErrorResponseWithStatus", refusal, ApiVersion.LATEST, "");
      assertThat(refusal.get("StatusCode").getAsInt()).isEqualTo(status);
    } else {
      check("ErrorResponse", refusal, ApiVersion.LATEST, "");
    }
    if (refusal.has("errors")) {
      for (JsonElement error : refusal.getAsJsonArray("errors")) {
        assertThat(error.getAsJsonObject().getAsJsonObject("source").keySet())
            .as("the source of %s", error)
            .hasSize(1);
      }
    }
  }

  private static String kind(String method, String path) {
    if (path.startsWith("/v1/customer_sessions/")) {
      return method.equals("GET") ? "CustomerSession" : "IntegrationState";
    }
    if (path.startsWith("/v2/customer_sessions/")) {
      return method.equals("GET")
          ? "SessionWithEffects"
          : path.endsWith("/reopen") ? "ReopenedSession" : "IntegrationStateV2";
    }
    if (path.startsWith("/v2/customer_profiles/")) {
      return "IntegrationStateV2";
    }
    if (path.startsWith("/v1/applications/")) {
      return path.endsWith("/sessions") ? "ApplicationSessionList" : "ApplicationSession";
    }
    return null;
  }

  private static void check(String kind, JsonElement element, ApiVersion version, String place) {
    assertThat(element.isJsonNull()).as("%s is null", place).isFalse();
    if (element.isJsonArray()) {
      JsonArray items = element.getAsJsonArray();
      for (int i = 0; i < items.size(); i++) {
        check(kind, items.get(i), version, place + "/" + i);
      }
    } else if (element.isJsonObject()) {
      checkObject(kind, element.getAsJsonObject(), version, place);
    }
  }

  private static void checkObject(
      String kind, JsonObject object, ApiVersion version, String place) {
    Kind table = KINDS.get(kind);
    if (table != null) {
      Set<String> required = new HashSet<>(table.required());
      required.addAll(newer(NEWER_REQUIRED, kind, version));
      Set<String> allowed = new HashSet<>(required);
      allowed.addAll(table.optional());
      allowed.addAll(newer(NEWER_OPTIONAL, kind, version));
      assertThat(object.keySet()).as("%s, a %s", place, kind).containsAll(required);
      assertThat(allowed).as("%s, a %s", place, kind).containsAll(object.keySet());
    }
    object
        .entrySet()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonElement value = member.getValue();
              String here = place + "/" + name;
              if (FREE.contains(name)) {
                assertThat(value.isJsonObject()).as(here).isTrue();
                return;
              }
              if (kind.equals("Event") && name.equals("sessionId")) {
                assertThat(value.toString()).as("%s is a string", here).startsWith("\"");
              } else if (WHOLE_NUMBERS.contains(name)) {
                assertThat(value.toString()).as(here).matches("-?\\d+");
              }
              if (TIMES.contains(name)) {
                assertThat(value.getAsString()).as(here).matches(TIME);
              }
              if (WORDS.containsKey(name) && !kind.equals("Event")) {
                assertThat(WORDS.get(name)).as(here).contains(value.getAsString());
              }
              if (LISTS.contains(name)) {
                assertThat(value.isJsonArray()).as("%s is a list", here).isTrue();
              }
              if (kind.equals("Event") && name.equals("effects")) {
                assertThat(value.getAsJsonArray()).as(here).allMatch(JsonElement::isJsonArray);
                return;
              }
              check(CHILDREN.getOrDefault(name, "?"), value, version, here);
            });
  }

  /** Returns the newer properties of one kind that a version has. */
  private static Set<String> newer(
      Map<String, Map<String, String>> table, String kind, ApiVersion version) {
    return table.getOrDefault(kind, Map.of()).entrySet().stream()
        .filter(property -> ApiVersion.of(property.getValue()).compareTo(version) <= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
