package io.customersession.codegen;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges by swagger-request-validator, which reads OpenAPI 3.0. */
final class SwaggerValidator implements IndependentValidator {
  private final OpenApiInteractionValidator validator;

  SwaggerValidator(Path document) {
    validator =
        OpenApiInteractionValidator.createForSpecificationUrl(document.toUri().toString())
            .withBasePathOverride("/")
            .withLevelResolver(levels())
            .build();
  }

  /**
   * Formats are only annotations of a schema, unless generated code has a type for them. This
   * validator refuses other properties also where a schema does not.
   */
  private static LevelResolver levels() {
    LevelResolver.Builder levels =
        LevelResolver.create()
            .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE);
    for (String format : List.of("email", "uri", "hostname", "ipv4", "ipv6", "time")) {
      for (String place : List.of("request.body", "response.body", "request.parameter")) {
        levels.withLevel(
            "validation." + place + ".schema.format." + format, ValidationReport.Level.IGNORE);
      }
    }
    return levels.build();
  }

  @Override
  public boolean judgesParameters() {
    return true;
  }

  @Override
  public boolean judges(Message message) {
    return true;
  }

  @Override
  public @Nullable String errors(Message request) {
    SimpleRequest.Builder builder =
        new SimpleRequest.Builder(request.method(), request.url().encodedPath());
    for (String name : request.url().queryParameterNames()) {
      builder.withQueryParam(
          name,
          request.url().queryParameterValues(name).stream()
              .map(value -> value == null ? "" : value)
              .toList());
    }
    request.headers().forEach(builder::withHeader);
    if (request.body() != null) {
      builder.withBody(request.body().content().toByteArray());
    }
    return errors(validator.validateRequest(builder.build()));
  }

  @Override
  public @Nullable String responseErrors(Message response) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(response.status());
    response.headers().forEach(builder::withHeader);
    if (response.body() != null) {
      builder.withBody(response.body().content().toByteArray());
    }
    return errors(
        validator.validateResponse(
            response.url().encodedPath(),
            Request.Method.valueOf(response.method().toUpperCase(Locale.ROOT)),
            builder.build()));
  }

  private static @Nullable String errors(ValidationReport report) {
    return report.hasErrors()
        ? report.getMessages().stream()
            .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
            .map(message -> message.getKey() + ": " + message)
            .collect(Collectors.joining("; "))
        : null;
  }

  @Override
  public void close() {}
}
