package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Judges exchanges by the document with a validator of another house: each response of a declared
 * operation, and each request that got success.
 */
final class SecondOpinion {
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForInlineApiSpecification(Document.text())
          .withLevelResolver(
              LevelResolver.create()
                  // Unknown fields of a request are accepted, and recorded.
                  .withLevel(
                      "validation.request.body.schema.additionalProperties",
                      ValidationReport.Level.IGNORE)
                  // Unknown query parameters likewise.
                  .withLevel(
                      "validation.request.parameter.query.unexpected",
                      ValidationReport.Level.IGNORE)
                  .build())
          .build();

  private SecondOpinion() {}

  static void judge(
      String method,
      String pathAndQuery,
      Map<String, String> headers,
      String body,
      Api.Response response) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    if (!Document.declares(method, path)) {
      return;
    }
    judgeResponse(method, path, response);
    if (response.status() < 300) {
      report(
          "request",
          VALIDATOR.validateRequest(
              request(
                  method, path, mark < 0 ? "" : pathAndQuery.substring(mark + 1), headers, body)),
          String.valueOf(body));
    }
  }

  /** Judges a response alone; the path must be one that the document declares. */
  static void judgeResponse(String method, String path, Api.Response response) {
    SimpleResponse.Builder judged = SimpleResponse.Builder.status(response.status());
    if (!response.body().isEmpty()) {
      judged.withBody(response.body()).withContentType(response.headers().get("content-type"));
    }
    report(
        "response",
        VALIDATOR.validateResponse(path, Request.Method.valueOf(method), judged.build()),
        response.body());
  }

  private static void report(String what, ValidationReport report, String body) {
    assertThat(report.getMessages())
        .as("the document refuses this %s: %s", what, body)
        .filteredOn(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .isEmpty();
  }

  private static SimpleRequest request(
      String method, String path, String query, Map<String, String> headers, String body) {
    SimpleRequest.Builder request = new SimpleRequest.Builder(Request.Method.valueOf(method), path);
    headers.forEach(request::withHeader);
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      request.withQueryParam(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    if (body != null) {
      request.withBody(withoutNullState(body)).withContentType("application/json");
    }
    return request.build();
  }

  /**
   * A null state is an absent one by the document's words, and allOf with nullable says so to
   * generators; to the letter of OpenAPI 3.0.3 the enum still refuses it.
   */
  private static String withoutNullState(String body) {
    JsonElement json = JsonParser.parseString(body);
    if (json.isJsonObject()) {
      JsonObject object = json.getAsJsonObject();
      JsonObject session =
          object.has("customerSession") ? object.getAsJsonObject("customerSession") : object;
      if (session.has("state") && session.get("state").isJsonNull()) {
        session.remove("state");
        return object.toString();
      }
    }
    return body;
  }
}
