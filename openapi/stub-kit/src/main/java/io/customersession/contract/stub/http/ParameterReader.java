package io.customersession.contract.stub.http;

import io.customersession.contract.body.PairTree;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.json.Texts;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.Parameter.In;
import io.customersession.contract.operation.Parameter.Style;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
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
  private final RawPairs query;

  /** The names in the query that belong to a parameter or a security scheme. */
  private final Set<String> declared = new HashSet<>();

  private final Map<String, Object> values = new LinkedHashMap<>();

  private ParameterReader(RequestContext context) {
    this.context = context;
    operation = context.operation();
    violations = context.violations();
    query = RawPairs.ofQuery(context.query(), violations);
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == In.QUERY) {
        declared.add(parameter.name());
      }
    }
    for (SecurityScheme scheme : operation.security()) {
      if (scheme.in() == SecurityScheme.In.QUERY) {
        declared.add(scheme.key());
      }
    }
  }

  /**
   * Returns the parameters' values by their keys.
   *
   * @param rawSegments the path parameters in the order of the path, percent-encoded
   */
  static Map<String, Object> read(RequestContext context, List<String> rawSegments) {
    ParameterReader reader = new ParameterReader(context);
    Violations violations = context.violations();
    List<String> names = context.operation().pathParameters();
    for (Parameter parameter : context.operation().parameters()) {
      violations.parameter(parameter.name());
      try {
        switch (parameter.in()) {
          case PATH ->
              reader.put(
                  parameter,
                  new StyledText(parameter).tree(rawSegments.get(names.indexOf(parameter.name()))));
          case QUERY -> reader.query(parameter);
          case COOKIE -> reader.put(parameter, reader.pairs(parameter, reader.cookies()));
          case HEADER -> reader.put(parameter, reader.header(parameter));
        }
      } catch (StyledText.MalformedException e) {
        violations.add(
            e.rule(), parameter.schemaPath(), parameter.name() + " must " + e.getMessage());
      }
    }
    reader.noteUnknown();
    violations.parameter(null);
    return reader.values;
  }

  private RawPairs cookies() {
    return RawPairs.ofCookies(context.request().header("Cookie"));
  }

  private void query(Parameter parameter) throws StyledText.MalformedException {
    int before = violations.all().size();
    put(parameter, pairs(parameter, query));
    List<String> sent = query.values(parameter.name());
    if (violations.all().size() > before && sent.size() == 1 && sent.get(0).indexOf('+') >= 0) {
      violations.explain(
          "; it was read as \""
              + Printable.beginning(new StyledText(parameter).decoded(sent.get(0)), MAX_SHOWN)
              + "\", because a + in a query means a blank: send %2B for a plus sign");
    }
  }

  private @Nullable Object header(Parameter parameter) throws StyledText.MalformedException {
    List<String> sent = context.request().header(parameter.name());
    if (sent.size() > 1 && !parameter.isList() && !parameter.isObject()) {
      throw repeated();
    }
    // Several headers of one name are one list.
    return sent.isEmpty() ? null : new StyledText(parameter).tree(String.join(",", sent));
  }

  /** Returns the texts of a parameter in a query or in cookies, or null if it is absent. */
  private @Nullable Object pairs(Parameter parameter, RawPairs pairs)
      throws StyledText.MalformedException {
    if (parameter.style() == Style.DEEP_OBJECT) {
      Object members = members(parameter, pairs, Set.of(parameter.name())).get(parameter.name());
      // Without brackets, it is a list or a text.
      return members instanceof String text && parameter.isList() ? List.of(text) : members;
    }
    if (parameter.isObject() && parameter.explode()) {
      Map<String, Object> members = members(parameter, pairs, ownNames(parameter, pairs));
      if (!members.isEmpty()) {
        return members;
      }
    }
    List<String> sent = pairs.values(parameter.name());
    if (sent.isEmpty()) {
      return null;
    }
    StyledText styled = new StyledText(parameter);
    if (parameter.explode() && !parameter.isText() && (sent.size() > 1 || parameter.isList())) {
      List<Object> items = new ArrayList<>();
      for (String raw : sent) {
        items.add(styled.decoded(raw));
      }
      return items;
    }
    if (sent.size() > 1) {
      throw repeated();
    }
    return parameter.explode() ? styled.decoded(sent.get(0)) : styled.tree(sent.get(0));
  }

  private Map<String, Object> members(Parameter parameter, RawPairs pairs, Set<String> names)
      throws StyledText.MalformedException {
    PairTree tree = new PairTree();
    StyledText styled = new StyledText(parameter);
    for (RawPairs.Pair pair : pairs.all()) {
      if (names.contains(PairTree.base(pair.name()))) {
        tree.add(pair.name(), styled.decoded(pair.value()));
        declared.add(pair.name());
      }
    }
    return tree.root();
  }

  /** Returns the names of an object's members, which a query or cookies have as pairs. */
  private Set<String> ownNames(Parameter parameter, RawPairs pairs) {
    if (parameter.valueCodec() instanceof ModelCodec<?> model) {
      return Set.copyOf(model.propertyNames());
    }
    Set<String> names = new HashSet<>();
    pairs.all().forEach(pair -> names.add(PairTree.base(pair.name())));
    for (Parameter other : operation.parameters()) {
      if (other.in() == parameter.in()) {
        names.remove(other.name());
      }
    }
    for (SecurityScheme scheme : operation.security()) {
      if (scheme.in().name().equals(parameter.in().name())) {
        names.remove(scheme.key());
      }
    }
    return names;
  }

  private static StyledText.MalformedException repeated() {
    return new StyledText.MalformedException(Rule.REPEATED, "be given once at most");
  }

  private void put(Parameter parameter, @Nullable Object tree) {
    if (tree == null) {
      absent(parameter);
      return;
    }
    boolean mayBeEmpty = tree.equals("") && parameter.allowEmptyValue();
    Violations found = mayBeEmpty ? new Violations() : violations;
    Object value = value(parameter, tree, found);
    if (mayBeEmpty && !found.acceptable()) {
      value = defaultValue(parameter);
    }
    if (value != null) {
      values.put(parameter.key(), value);
    }
  }

  private static @Nullable Object value(Parameter parameter, Object tree, Violations violations) {
    return parameter.style() == Style.JSON
        ? json(parameter, tree.toString(), violations)
        : Texts.read(parameter.valueCodec(), tree, !parameter.explode(), violations);
  }

  private static @Nullable Object json(Parameter parameter, String text, Violations violations) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Json.decodeRequest(parameter.valueCodec(), bytes, violations).value();
  }

  private void absent(Parameter parameter) {
    Object value = defaultValue(parameter);
    if (parameter.required()) {
      violations.add(Rule.REQUIRED, parameter.schemaPath(), parameter.name() + " is required");
    } else if (value != null) {
      values.put(parameter.key(), value);
    }
  }

  /** Returns the declared default value, or null if there is none or it breaks its own schema. */
  private static @Nullable Object defaultValue(Parameter parameter) {
    if (parameter.defaultText() == null && parameter.defaultJson() == null) {
      return null;
    }
    Violations ofDefault = new Violations();
    Object value =
        parameter.defaultText() != null
            ? Texts.read(parameter.valueCodec(), parameter.defaultText(), false, ofDefault)
            : parameter.defaultJson() != null
                ? json(parameter, parameter.defaultJson(), ofDefault)
                : null;
    return ofDefault.acceptable() ? value : null;
  }

  private void noteUnknown() {
    Set<String> unknown = new HashSet<>();
    for (RawPairs.Pair pair : query.all()) {
      if (!declared.contains(pair.name()) && unknown.add(pair.name())) {
        violations.parameter(pair.name());
        violations.add(
            Rule.UNKNOWN,
            NO_RULE,
            "The query parameter \"" + pair.name() + "\" is not defined for " + operation + ".");
      }
    }
  }
}
