package io.customersession.contract.stub.http;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the parameters of a request by their declarations. */
final class ParameterReader {
  private static final String NO_RULE = "#";
  private static final int MAX_SHOWN = 80;

  private final Operation operation;
  private final RequestContext context;
  private final Violations violations;
  private final Map<String, List<String>> query = new LinkedHashMap<>();

  /** The parameters in whose values a plus sign was read as a blank. */
  private final Set<String> blanks = new HashSet<>(0);

  private final Map<String, Object> values = new LinkedHashMap<>();

  private ParameterReader(RequestContext context) {
    this.context = context;
    operation = context.operation();
    violations = context.violations();
  }

  /**
   * Returns the parameters' values by name.
   *
   * @param rawSegments the path parameters in the order of the path, percent-encoded
   */
  static Map<String, Object> read(RequestContext context, List<String> rawSegments) {
    Operation operation = context.operation();
    Violations violations = context.violations();
    ParameterReader parameters = new ParameterReader(context);
    parameters.readQuery();
    List<String> names = operation.pathParameters();
    for (Parameter parameter : operation.parameters()) {
      violations.parameter(parameter.name());
      switch (parameter.in()) {
        case PATH -> parameters.path(parameter, rawSegments.get(names.indexOf(parameter.name())));
        case QUERY -> parameters.query(parameter);
        case HEADER -> parameters.take(parameter, context.request().header(parameter.name()));
      }
    }
    parameters.noteUnknown();
    violations.parameter(null);
    return parameters.values;
  }

  private void path(Parameter parameter, String rawSegment) {
    String text = PercentEncoding.decode(rawSegment, false);
    if (text == null) {
      violations.add(
          Rule.FORMAT,
          parameter.schemaPath(),
          parameter.name() + " must be percent-encoded, well-formed UTF-8");
    } else {
      put(parameter, text);
    }
  }

  private void query(Parameter parameter) {
    int before = violations.all().size();
    List<String> texts = query.getOrDefault(parameter.name(), List.of());
    take(parameter, texts);
    if (violations.all().size() > before
        && texts.size() == 1
        && blanks.contains(parameter.name())) {
      violations.explain(
          "; it was read as \""
              + Printable.beginning(texts.get(0), MAX_SHOWN)
              + "\", because a + in a query means a blank: send %2B for a plus sign");
    }
  }

  private void take(Parameter parameter, List<String> texts) {
    if (texts.size() > 1 && !parameter.repeatable()) {
      violations.add(
          Rule.REPEATED, parameter.schemaPath(), parameter.name() + " must be given once at most");
    } else if (texts.isEmpty()) {
      absent(parameter);
    } else if (parameter.repeatable()) {
      List<Object> list = new ArrayList<>();
      for (String text : texts) {
        Object value = parameter.codec().parse(text, violations);
        if (value != null) {
          list.add(value);
        }
      }
      values.put(parameter.name(), list);
    } else {
      put(parameter, texts.get(0));
    }
  }

  private void absent(Parameter parameter) {
    if (parameter.required()) {
      violations.add(Rule.REQUIRED, parameter.schemaPath(), parameter.name() + " is required");
    } else if (parameter.defaultText() != null) {
      put(parameter, parameter.defaultText());
    }
  }

  private void put(Parameter parameter, String text) {
    Object value = parameter.codec().parse(text, violations);
    if (value != null) {
      values.put(parameter.name(), value);
    }
  }

  private void readQuery() {
    String raw = context.query();
    if (raw == null || raw.isEmpty()) {
      return;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
      String value = PercentEncoding.decode(equals < 0 ? "" : pair.substring(equals + 1), true);
      if (name == null || value == null) {
        // Of a malformed pair the name only: its value may be a secret.
        violations.parameter(
            name == null ? pair.substring(0, equals < 0 ? pair.length() : equals) : name);
        violations.add(
            Rule.FORMAT,
            NO_RULE,
            violations.subject() + " must be percent-encoded, well-formed UTF-8");
      } else if (!pair.isEmpty()) {
        query.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        if (pair.indexOf('+', equals + 1) > 0 && equals >= 0) {
          blanks.add(name);
        }
      }
    }
  }

  private void noteUnknown() {
    for (String name : query.keySet()) {
      if (declaration(name) == null) {
        violations.parameter(name);
        violations.add(
            Rule.UNKNOWN,
            NO_RULE,
            "The query parameter \"" + name + "\" is not defined for " + operation + ".");
      }
    }
  }

  private @Nullable Parameter declaration(String name) {
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.QUERY && parameter.name().equals(name)) {
        return parameter;
      }
    }
    return null;
  }
}
