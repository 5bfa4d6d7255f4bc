package io.customersession.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.extensions.SwaggerParserExtension;
import io.swagger.v3.parser.core.models.AuthorizationValue;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives our generators documents as they read them, in place of what the stock parser read, and
 * also where it can read nothing.
 */
public final class CheckedDocuments implements SwaggerParserExtension {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ThreadLocal<Boolean> EXPECTED = new ThreadLocal<>();

  /** Announces that the next document that this thread reads is for a generator of ours. */
  static void expect() {
    EXPECTED.set(true);
  }

  /**
   * Stands in for the document, which our generators read and check themselves. Leaves documents
   * for other generators to the next extension.
   */
  @Override
  public @Nullable SwaggerParseResult readLocation(
      String location, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    boolean isExpected = Boolean.TRUE.equals(EXPECTED.get());
    // Whatever comes of this document, the next one can be for another generator.
    EXPECTED.remove();
    Path file = file(location);
    if (file == null || !Files.isRegularFile(file) || !isExpected) {
      return null;
    }
    SwaggerParseResult result = new SwaggerParseResult();
    result.setOpenAPI(new OpenAPI().info(new Info()).paths(new Paths()));
    return result;
  }

  @Override
  public @Nullable SwaggerParseResult readContents(
      String text, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    return null;
  }

  /** Replaces what the stock parser read of a document by its canonical form. */
  static void replace(OpenAPI document, Map<String, Object> canonical) {
    // The stock parser comes first, and this one is asked only if that reads nothing.
    EXPECTED.remove();
    OpenAPI parsed = parsed(canonical);
    document.setOpenapi(parsed.getOpenapi());
    document.setInfo(parsed.getInfo());
    document.setServers(parsed.getServers());
    document.setTags(parsed.getTags());
    document.setPaths(parsed.getPaths());
    document.setSecurity(parsed.getSecurity());
    document.setComponents(parsed.getComponents());
    document.setExtensions(parsed.getExtensions());
    document.setWebhooks(null);
  }

  private static OpenAPI parsed(Map<String, Object> canonical) {
    JsonNode json = JSON.valueToTree(canonical);
    SwaggerParseResult result = new OpenAPIV3Parser().parseJsonNode(null, json);
    OpenAPI parsed = Objects.requireNonNull(result.getOpenAPI());
    if (parsed.getComponents() != null && parsed.getComponents().getSecuritySchemes() != null) {
      parsed.getComponents().getSecuritySchemes().values().forEach(CheckedDocuments::completeType);
    }
    return parsed;
  }

  /**
   * Sets the type that the parser does not know in OpenAPI 3.0, in which canonical documents are.
   */
  private static void completeType(SecurityScheme scheme) {
    if (scheme.getType() == null) {
      scheme.setType(SecurityScheme.Type.MUTUALTLS);
    }
  }

  /** Returns the file that a location names, or null if it is not a file. */
  static @Nullable Path file(String location) {
    if (location.startsWith("file:")) {
      return Path.of(URI.create(location));
    }
    return location.contains("://") ? null : Path.of(location);
  }
}
