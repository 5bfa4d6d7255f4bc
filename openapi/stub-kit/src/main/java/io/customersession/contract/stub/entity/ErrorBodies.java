package io.customersession.contract.stub.entity;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills the bodies of error responses by the names that their properties usually have. */
final class ErrorBodies {
  static final String PROBLEM_JSON = "application/problem+json";

  private static final Set<String> TEXTS =
      Set.of(
          "message",
          "detail",
          "details",
          "description",
          "title",
          "error",
          "reason",
          "errormessage",
          "errordescription",
          "errordetail",
          "msg");
  private static final Set<String> NUMBERS =
      Set.of("status", "statuscode", "httpstatus", "httpstatuscode", "code", "errorcode");

  private ErrorBodies() {}

  /** Returns a body, or null if the schema requires something that nothing is known for. */
  static <T> @Nullable T filled(ModelCodec<T> codec, int status, String message) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String name : codec.propertyNames()) {
      String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      if (TEXTS.contains(plain)) {
        addIfValid(codec, tree, name, message);
      } else if (NUMBERS.contains(plain)) {
        addIfValid(codec, tree, name, BigDecimal.valueOf(status));
        addIfValid(codec, tree, name, String.valueOf(status));
      } else if (plain.equals("errors")) {
        addIfValid(codec, tree, name, List.of());
      }
    }
    Decoded<T> decoded = decoded(codec, tree);
    T value = decoded.value();
    boolean isComplete =
        value != null && !tree.isEmpty() && codec.checkResponse(value).all().isEmpty();
    return isComplete ? value : null;
  }

  private static <T> void addIfValid(
      ModelCodec<T> codec, Map<String, Object> tree, String name, Object value) {
    if (tree.containsKey(name)) {
      return;
    }
    tree.put(name, value);
    Decoded<T> decoded = decoded(codec, tree);
    T read = decoded.value();
    boolean isValid =
        read != null
            && decoded.violations().stream().allMatch(ErrorBodies::isOfAbsence)
            && codec.checkResponse(read).all().stream().allMatch(ErrorBodies::isOfAbsence);
    if (!isValid) {
      tree.remove(name);
    }
  }

  private static boolean isOfAbsence(Violation violation) {
    return violation.rule() == Rule.REQUIRED;
  }

  private static <T> Decoded<T> decoded(ModelCodec<T> codec, Map<String, Object> tree) {
    return Json.decodeResponse(codec, Json.encode(Codecs.any("#"), tree));
  }

  /** Returns the body of RFC 9457. */
  static Map<String, Object> problem(int status, String title, String message) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", BigDecimal.valueOf(status));
    problem.put("detail", message);
    return problem;
  }
}
