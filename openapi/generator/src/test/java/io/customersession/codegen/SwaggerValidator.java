package io.customersession.codegen;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges by swagger-request-validator, which reads OpenAPI 3.0. */
final class SwaggerValidator implements IndependentValidator {
  /** What it says about declared headers that OpenAPI does not take for parameters. */
  private static final String NO_PARAMETER =
      "Header parameter '(?i:accept|content-type|authorization)' is required .*";

  private final OpenApiInteractionValidator validator;
  private final String location;

  /** Read when it is first needed, since that takes seconds. */
  private @Nullable OpenAPI api;

  SwaggerValidator(Path document) {
    location = document.toUri().toString();
    validator = load();
  }

  /**
   * Loads the document. The validator refuses one with a fault anywhere, such as a reference to
   * nothing; then it gets what its parser reads in spite of that.
   */
  private OpenApiInteractionValidator load() {
    try {
      return build(OpenApiInteractionValidator.createForSpecificationUrl(location));
    } catch (OpenApiInteractionValidator.ApiLoadException e) {
      OpenAPI read = parse(true);
      if (read == null || read.getPaths() == null) {
        throw e;
      }
      return build(OpenApiInteractionValidator.createFor(read));
    }
  }

  private static OpenApiInteractionValidator build(OpenApiInteractionValidator.Builder builder) {
    return builder.withBasePathOverride("/").withLevelResolver(levels()).build();
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
  public @Nullable String bodyErrors(Message request) {
    return errors(report(request), ".request.body");
  }

  @Override
  public @Nullable String valueErrors(Operation operation, Parameter parameter, String json) {
    Schema<?> schema = schema(api(), operation, parameter);
    return schema == null
        ? null
        : errors(
            new SchemaValidator(api(), new MessageResolver(levels()))
                .validate(json, schema, "request.parameter"),
            "");
  }

  private OpenAPI api() {
    OpenAPI read = api;
    if (read == null) {
      read = Objects.requireNonNull(parse(false), location);
      api = read;
    }
    return read;
  }

  /**
   * Returns what swagger-parser reads.
   *
   * @param isWhole whether references to request bodies and the like are replaced, too
   */
  private @Nullable OpenAPI parse(boolean isWhole) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(isWhole);
    options.setResolveCombinators(false);
    return new OpenAPIV3Parser().readLocation(location, null, options).getOpenAPI();
  }

  private static @Nullable Schema<?> schema(OpenAPI api, Operation operation, Parameter parameter) {
    PathItem item = api.getPaths().get(operation.path());
    List<io.swagger.v3.oas.models.parameters.Parameter> all = new ArrayList<>();
    if (item != null) {
      io.swagger.v3.oas.models.Operation declared =
          item.readOperationsMap().get(PathItem.HttpMethod.valueOf(operation.method()));
      all.addAll(Objects.requireNonNullElse(declared.getParameters(), List.of()));
      all.addAll(Objects.requireNonNullElse(item.getParameters(), List.of()));
    }
    for (io.swagger.v3.oas.models.parameters.Parameter written : all) {
      String reference = written.get$ref();
      io.swagger.v3.oas.models.parameters.Parameter each =
          reference == null
              ? written
              : api.getComponents()
                  .getParameters()
                  .get(reference.substring(reference.lastIndexOf('/') + 1));
      if (each != null
          && parameter.name().equals(each.getName())
          && parameter.in().name().equalsIgnoreCase(each.getIn())) {
        return each.getSchema();
      }
    }
    return null;
  }

  @Override
  public @Nullable String errors(Message request) {
    return errors(report(request), "");
  }

  private ValidationReport report(Message request) {
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
    return validator.validateRequest(builder.build());
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
            builder.build()),
        "");
  }

  /** Returns the errors whose keys contain a text, or null if there are none. */
  private static @Nullable String errors(ValidationReport report, String key) {
    String errors =
        report.getMessages().stream()
            .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
            .filter(message -> message.getKey().contains(key))
            .filter(message -> !message.getMessage().matches(NO_PARAMETER))
            .map(message -> message.getKey() + ": " + message)
            .collect(Collectors.joining("; "));
    return errors.isEmpty() ? null : errors;
  }

  @Override
  public void close() {}
}
