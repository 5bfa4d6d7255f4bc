package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Holds every response that the suite gets against the vendor's SDKs: each of those that would get
 * a response of this version has to be able to read it.
 */
final class SdkTolerance {
  /** An operation, by method and path. */
  private record Route(String method, Pattern path, String operationId) {
    static Route of(String method, String path, String operationId) {
      return new Route(method, Pattern.compile(path), operationId);
    }
  }

  private static final List<Route> ROUTES =
      List.of(
          Route.of("PUT", "/v1/customer_sessions/[^/]+", "updateCustomerSession"),
          Route.of("PUT", "/v1/customer_profiles/[^/]+", "updateCustomerProfile"),
          Route.of("PUT", "/v2/customer_sessions/[^/]+", "updateCustomerSessionV2"),
          Route.of("GET", "/v2/customer_sessions/[^/]+", "getCustomerSession"),
          Route.of("POST", "/v2/customer_sessions/[^/]+/returns", "returnCartItems"),
          Route.of("PUT", "/v2/customer_sessions/[^/]+/reopen", "reopenCustomerSession"),
          Route.of("PUT", "/v2/customer_profiles/[^/]+", "updateCustomerProfileV2"),
          Route.of("GET", "/v1/applications/[^/]+/sessions", "getApplicationSessions"),
          Route.of("GET", "/v1/applications/[^/]+/sessions/[^/]+", "getApplicationSession"));

  private static final Set<String> TIMES =
      Set.of("created", "updated", "lastActivity", "startDate", "expiryDate");

  /** The vendor's form of a time: always with microseconds, always in UTC. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  /** What callers put in there is theirs. */
  private static final Set<String> FREE = Set.of("attributes", "props", "prices", "meta");

  private static final AtomicLong JUDGED = new AtomicLong();

  private SdkTolerance() {}

  /** Returns the number of responses judged so far. */
  static long judged() {
    return JUDGED.get();
  }

  /** Judges a response by each SDK that would get this version, or a part of it. */
  static void judge(String method, String path, Api.Response response, ApiVersion version) {
    List<SdkModels.Sdk> sdks = sdks(version);
    judge(method, path, response, sdks, SdkReader::problemsInWhatItGets);
  }

  /** Judges a response by one of these SDKs, the next one at each call: for very many responses. */
  static void judgeInTurn(String method, String path, Api.Response response, ApiVersion version) {
    List<SdkModels.Sdk> sdks = sdks(version);
    SdkModels.Sdk next = sdks.get((int) (JUDGED.get() % sdks.size()));
    judge(method, path, response, List.of(next), SdkReader::problemsInWhatItGets);
  }

  /** Judges a response to a request of these SDKs. */
  static void judge(String method, String path, Api.Response response, List<SdkModels.Sdk> sdks) {
    judge(method, path, response, sdks, SdkReader::problems);
  }

  /** Reads a response the way that an SDK does. */
  private interface Reader {
    List<String> problems(SdkModels.Sdk sdk, String operationId, int status, JsonObject body);
  }

  private static void judge(
      String method, String path, Api.Response response, List<SdkModels.Sdk> sdks, Reader reader) {
    String plain = path.replaceFirst("\\?.*", "");
    if (response.body().isEmpty() || !plain.matches("/v[0-9].*")) {
      return;
    }
    // Without it, some SDKs leave the body unread, and others throw.
    assertThat(response.headers())
        .as("the type of %s", response.body())
        .containsEntry("content-type", "application/json");
    JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
    if (response.status() >= 400) {
      checkError(body, response.status());
    }
    checkValues(body, "");
    String operationId = operationId(method, plain);
    for (SdkModels.Sdk sdk : sdks) {
      assertThat(reader.problems(sdk, operationId, response.status(), body))
          .as("%s of %s", sdk, response.body())
          .isEmpty();
    }
    JUDGED.incrementAndGet();
  }

  private static List<SdkModels.Sdk> sdks(ApiVersion version) {
    return SdkModels.sdks().stream().filter(sdk -> gets(sdk, version)).toList();
  }

  /**
   * Returns whether an SDK can be given what a response of this version has: one that ignores
   * unknown properties gets everything, one that refuses them what its own version has.
   */
  private static boolean gets(SdkModels.Sdk sdk, ApiVersion version) {
    return version.equals(ApiVersion.LATEST)
        || (sdk.refusesUnknown() && version.equals(sdk.version()));
  }

  private static String operationId(String method, String path) {
    return ROUTES.stream()
        .filter(route -> route.method().equals(method) && route.path().matcher(path).matches())
        .map(Route::operationId)
        .findFirst()
        .orElse("");
  }

  private static void checkError(JsonObject error, int status) {
    if (error.has("StatusCode")) {
      assertThat(error.get("StatusCode").getAsInt()).isEqualTo(status);
    }
    assertThat(error.keySet()).as("%s", error).contains("message");
    if (error.has("errors") && error.get("errors") instanceof JsonArray entries) {
      for (JsonElement entry : entries) {
        assertThat(entry.getAsJsonObject().getAsJsonObject("source").keySet())
            .as("the source of %s", entry)
            .hasSize(1);
      }
    }
  }

  /** Checks what the vendor's own responses have in common, beyond what an SDK insists on. */
  private static void checkValues(JsonElement element, String place) {
    assertThat(element.isJsonNull()).as("%s is null", place).isFalse();
    if (element instanceof JsonArray items) {
      for (int i = 0; i < items.size(); i++) {
        checkValues(items.get(i), place + "/" + i);
      }
    } else if (element instanceof JsonObject object) {
      object
          .entrySet()
          .forEach(
              member -> {
                String here = place + "/" + member.getKey();
                if (TIMES.contains(member.getKey())) {
                  assertThat(member.getValue().getAsString()).as(here).matches(TIME);
                }
                if (!FREE.contains(member.getKey())) {
                  checkValues(member.getValue(), here);
                }
              });
    }
  }
}
