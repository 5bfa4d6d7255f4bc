package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.EntityAction;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.PlannedOperation;
import io.customersession.contract.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * A call that a generated client can make, and what a generated stub without entities responds: the
 * list of an entity, or else an entity that is not there, or else an operation without a default
 * handler. Only a GET is called whose names are the same in Java, and that needs no other arguments
 * than texts, integers and UUIDs without limits.
 *
 * @param status the status of the response; 200 stands for an empty list
 * @param apiClass the simple name of the class of the client
 * @param method its method
 * @param arguments the required arguments, in Java
 * @param keys the keys, in Java, by the constants of the security schemes that need one
 */
public record FirstCall(
    int status, String apiClass, String method, List<String> arguments, Map<String, String> keys) {
  /** The status of an empty list. */
  public static final int OK = 200;

  private static final String VALUES = "/kit/client/values.properties";
  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;

  /** Names that the stock generator keeps for a method; it changes some names of its variables. */
  private static final Pattern METHOD =
      Pattern.compile("(?!local|api|string)[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*");

  private static final Pattern TAG =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*+(?:[ _-][A-Za-z][A-Za-z0-9]*+)*+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  /** What a schema may say without a limit on its values. */
  private static final Set<String> HARMLESS =
      Set.of("type", "format", "title", "description", "default", "x-contract-sample");

  /**
   * Returns the first of the simplest calls.
   *
   * @param selection the part of the document that code is generated from
   * @return empty if each operation needs a body or other arguments
   */
  public static Optional<FirstCall> of(Document document, Selection selection) {
    Map<String, Object> canonical = CanonicalDocument.of(document, selection);
    List<PlannedOperation> operations = EntityPlan.of(document, selection).operations();
    for (EntityAction action : List.of(EntityAction.LIST, EntityAction.READ, EntityAction.NONE)) {
      for (PlannedOperation planned : operations) {
        if (planned.action() == action && planned.method().equals("GET")) {
          FirstCall call = call(planned, canonical);
          if (call != null) {
            return Optional.of(call);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable FirstCall call(PlannedOperation planned, Map<String, Object> canonical) {
    Map<?, ?> item = object(object(canonical.get("paths")).get(planned.path()));
    Map<?, ?> operation = object(item.get(planned.method().toLowerCase(Locale.ROOT)));
    String method = String.valueOf(operation.get("operationId"));
    String apiClass = apiClass(operation);
    List<String> arguments = arguments(operation);
    Map<String, String> keys = keys(operation, canonical);
    Integer status = status(planned, operation);
    return status == null
            || apiClass == null
            || arguments == null
            || keys == null
            || operation.get("requestBody") != null
            || !method.equals(planned.id())
            || !METHOD.matcher(method).matches()
            || SourceVersion.isKeyword(method)
        ? null
        : new FirstCall(status, apiClass, method, arguments, keys);
  }

  /** Returns the status, or null if it is not certain. */
  private static @Nullable Integer status(PlannedOperation planned, Map<?, ?> operation) {
    return switch (planned.action()) {
      case LIST -> "".equals(planned.response()) && hasOneForm(operation) ? OK : null;
      case READ -> planned.idParameter() == null ? null : NOT_FOUND;
      default -> NOT_IMPLEMENTED;
    };
  }

  /** Returns true if an operation has one success response in one media type, without headers. */
  private static boolean hasOneForm(Map<?, ?> operation) {
    List<Object> successes = new ArrayList<>();
    object(operation.get("responses"))
        .forEach(
            (status, response) -> {
              if (String.valueOf(status).startsWith("2")) {
                successes.add(response);
              }
            });
    return successes.size() == 1
        && object(object(successes.get(0)).get("content")).size() == 1
        && object(object(successes.get(0)).get("headers")).isEmpty();
  }

  private static @Nullable String apiClass(Map<?, ?> operation) {
    if (!(operation.get("tags") instanceof List<?> tags) || tags.isEmpty()) {
      return "DefaultApi";
    }
    String tag = String.valueOf(tags.get(0));
    if (!TAG.matcher(tag).matches()) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    Matcher words = WORD.matcher(tag);
    while (words.find()) {
      String word = words.group();
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.append("Api").toString();
  }

  private static @Nullable List<String> arguments(Map<?, ?> operation) {
    List<String> arguments = new ArrayList<>();
    for (Object each : list(operation.get("parameters"))) {
      Map<?, ?> parameter = object(each);
      if (Boolean.TRUE.equals(parameter.get("required"))) {
        Map<?, ?> schema = object(parameter.get("schema"));
        String format = Objects.toString(schema.get("format"), "");
        String value =
            switch (Objects.toString(schema.get("type"), "") + " " + format) {
              case "string " -> "\"1\"";
              case "integer ", "integer int32" -> "1";
              case "integer int64" -> "1L";
              case "string uuid" -> value("uuid");
              default -> null;
            };
        if (value == null || !HARMLESS.containsAll(schema.keySet())) {
          return null;
        }
        arguments.add(value);
      }
    }
    return arguments;
  }

  /** Returns the keys of the first alternative, or null if it needs something else. */
  private static @Nullable Map<String, String> keys(
      Map<?, ?> operation, Map<String, Object> canonical) {
    Object own = operation.get("security");
    List<?> alternatives = list(own == null ? canonical.get("security") : own);
    Map<?, ?> declared = object(object(canonical.get("components")).get("securitySchemes"));
    List<String> constants = declared.keySet().stream().map(FirstCall::constant).toList();
    Map<String, String> keys = new LinkedHashMap<>();
    for (Object name : alternatives.isEmpty() ? Set.of() : object(alternatives.get(0)).keySet()) {
      String constant = constant(name);
      String key = key(object(declared.get(name)));
      if (key == null
          || Collections.frequency(constants, constant) != 1
          || !SCHEME.matcher(String.valueOf(name)).matches()) {
        return null;
      }
      keys.put(constant, key);
    }
    return keys;
  }

  private static @Nullable String key(Map<?, ?> scheme) {
    String type = Objects.toString(scheme.get("type"), "");
    return switch (type.equals("http") ? Objects.toString(scheme.get("scheme"), "") : type) {
      case "apiKey", "oauth2", "openIdConnect", "bearer", "Bearer" -> "\"any\"";
      case "basic", "Basic" -> value("basic");
      default -> null;
    };
  }

  private static String value(String name) {
    Properties values = new Properties();
    try (InputStream in = Objects.requireNonNull(FirstCall.class.getResourceAsStream(VALUES))) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(values.getProperty(name), name);
  }

  private static String constant(Object name) {
    return JavaNames.constant(String.valueOf(name)).replaceAll("[^A-Z0-9_]", "_");
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
