package io.customersession.stub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.customersession.contract.json.ApiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a response the way that one SDK does, and collects what that SDK refuses. */
final class SdkReader {
  private static final String PROFILE_STATE = "CustomerProfileIntegrationResponseV2";

  /** The models that the operations return. */
  private static final Map<String, String> ROOTS =
      Map.of(
          "updateCustomerSession", "IntegrationState",
          "updateCustomerProfile", "IntegrationState",
          "updateCustomerSessionV2", "IntegrationStateV2",
          "returnCartItems", "IntegrationStateV2",
          "updateCustomerProfileV2", PROFILE_STATE,
          "getCustomerSession", "IntegrationCustomerSessionResponse",
          "reopenCustomerSession", "ReopenSessionResponse",
          "getApplicationSessions", "ApplicationSessionList",
          "getApplicationSession", "ApplicationSession");

  /** The schemas of the document that have other names than the models. */
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "IntegrationCustomerSessionResponse",
          "SessionWithEffects",
          PROFILE_STATE,
          "CustomerProfileState",
          "Meta",
          "EventMeta",
          "IntegrationCoupon",
          "Coupon",
          "InventoryReferral",
          "Referral",
          "APIError",
          "ErrorEntry");

  private static final Set<String> EXEMPTIONS =
      SdkModels.exemptions().stream()
          .map(row -> row.sdk() + " " + row.property() + " " + row.kind())
          .collect(Collectors.toUnmodifiableSet());

  private static final String ADVICE =
      ". If this project adds it to the vendor's API, declare x-extension (openapi/README.md,"
          + " Recipes).";

  private final SdkModels.Sdk sdk;
  private final boolean forEverybody;
  private final List<String> problems = new ArrayList<>();

  private SdkReader(SdkModels.Sdk sdk, boolean forEverybody) {
    this.sdk = sdk;
    this.forEverybody = forEverybody;
  }

  /**
   * Returns what an SDK refuses in a response that was sent to it.
   *
   * @param operationId the operation that was called
   */
  static List<String> problems(SdkModels.Sdk sdk, String operationId, int status, JsonObject body) {
    return new SdkReader(sdk, false).read(operationId, status, body);
  }

  /** Returns what an SDK would refuse in a response of which it gets what its version has. */
  static List<String> problemsInWhatItGets(
      SdkModels.Sdk sdk, String operationId, int status, JsonObject body) {
    return new SdkReader(sdk, true).read(operationId, status, body);
  }

  private List<String> read(String operationId, int status, JsonObject body) {
    if (status >= 400) {
      read(body.has("StatusCode") ? "ErrorResponseWithStatus" : "ErrorResponse", body, "");
    } else if (sdk.operations().contains(operationId)) {
      String root = ROOTS.get(operationId);
      // The first SDKs had one model for both.
      boolean shared = root.equals(PROFILE_STATE) && !sdk.models().containsKey(root);
      read(shared ? "IntegrationStateV2" : root, body, "");
    }
    return problems;
  }

  private void read(String name, JsonObject object, String pointer) {
    SdkModels.Model model = sdk.models().get(name);
    if (model == null) {
      return;
    }
    model
        .properties()
        .forEach(
            (property, requirement) -> {
              JsonElement value = object.get(property);
              String here = pointer + "/" + property;
              if (value == null) {
                check(!requirement.refusesAbsent(), name, property, "absent", here);
              } else if (value.isJsonNull()) {
                check(!requirement.refusesNull(), name, property, "null", here);
              } else {
                read(requirement.type(), value, name, property, here);
              }
            });
    if (sdk.refusesUnknown()) {
      for (String property : object.keySet()) {
        check(
            model.properties().containsKey(property) || (forEverybody && isNewer(name, property)),
            name,
            property,
            "unknown",
            pointer + "/" + property);
      }
    }
  }

  /** Returns whether the document dates a property as newer than this SDK. */
  private boolean isNewer(String model, String property) {
    String since =
        Document.releases(SCHEMAS.getOrDefault(model, model)).getOrDefault(property, "0.0");
    return ApiVersion.of(since).compareTo(sdk.version()) > 0;
  }

  /** Returns whether the document declares a value as added by this project: no SDK knows it. */
  private static boolean isAdded(JsonElement value, String model, String property) {
    return value.isJsonPrimitive()
        && Document.addedValues(SCHEMAS.getOrDefault(model, model), property)
            .contains(value.getAsString());
  }

  private void read(
      SdkType type, JsonElement value, String model, String property, String pointer) {
    if (!type.fits(value)) {
      check(false, model, property, "type", pointer + " is " + value);
      return;
    }
    check(
        type.accepts(value) || isAdded(value, model, property),
        model,
        property,
        "value",
        pointer + " is " + value);
    if (type.name().equals("list")) {
      for (int i = 0; i < value.getAsJsonArray().size(); i++) {
        read(type.item(), value.getAsJsonArray().get(i), model, property, pointer + "/" + i);
      }
    } else if (type.name().equals("map")) {
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(
              member ->
                  read(
                      type.item(),
                      member.getValue(),
                      model,
                      property,
                      pointer + "/" + member.getKey()));
    } else if (type.model() != null) {
      read(type.model(), value.getAsJsonObject(), pointer);
    }
  }

  private void check(
      boolean accepted, String model, String property, String kind, String description) {
    String place = model + "." + property;
    String exemption = " " + place + " " + kind;
    if (!accepted
        && !EXEMPTIONS.contains(sdk.name() + exemption)
        && !EXEMPTIONS.contains("*" + exemption)) {
      problems.add(
          sdk.name()
              + " ("
              + sdk.models().get(model).source()
              + ") refuses "
              + place
              + ", "
              + kind
              + ": "
              + description
              + (kind.equals("unknown") || kind.equals("value") ? ADVICE : ""));
    }
  }
}
