package io.customersession.contract.stub.control;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Suggestions;
import io.customersession.contract.violation.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records what a request violates: which rule, where, and what the document allows. Immutable. */
public final class ViolationRecorder {
  private static final String OF_THE_DOCUMENT = "#";
  private static final Pattern VERSION = Pattern.compile("^/v(\\d{1,4})(?=/)");

  private final List<? extends Operation> operations;
  private final Map<String, Operation> newerVersions;

  /**
   * Creates a recorder.
   *
   * @param operations all operations of the API
   */
  public ViolationRecorder(List<? extends Operation> operations) {
    this.operations = List.copyOf(operations);
    newerVersions = newerVersions(this.operations);
  }

  /**
   * Records that a request breaks a rule of the document, or sends something that has no effect.
   */
  public void add(
      Recording recording, @Nullable Operation operation, Violation violation, boolean refused) {
    ContractRule rule = kind(violation);
    if (recording.looksAt(rule)) {
      recording.add(
          rule,
          violation.rule().title(),
          violation.location(),
          violation.details(),
          violation.rulePath(),
          recording.explains() ? rightForm(recording, operation, violation) : null,
          refused);
    }
  }

  /** Records a request that was refused before it was handled. */
  public void add(Recording recording, HttpError error) {
    ContractRule rule = rule(error.reason());
    if (rule != null && recording.looksAt(rule)) {
      recording.add(
          rule,
          title(rule, error),
          "",
          String.valueOf(error.getMessage()),
          error.documented(),
          error.suggestion(),
          true);
    }
  }

  private static String title(ContractRule rule, HttpError error) {
    return switch (rule) {
      case ILLEGAL_TRANSITION -> "Illegal transition";
      case REJECTED_TRANSITION -> "Transition rejected";
      default -> String.valueOf(error.status());
    };
  }

  private static @Nullable ContractRule rule(HttpError.@Nullable Reason reason) {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case UNDECLARED_OPERATION -> ContractRule.UNDECLARED_OPERATION;
      case UNSERVED_OPERATION -> ContractRule.UNSERVED_OPERATION;
      case UNAUTHORIZED -> ContractRule.UNAUTHORIZED;
      case MEDIA_TYPE -> ContractRule.MEDIA_TYPE;
      case BODY_TOO_LARGE -> ContractRule.BODY_TOO_LARGE;
      case ILLEGAL_TRANSITION -> ContractRule.ILLEGAL_TRANSITION;
      case REJECTED_TRANSITION -> ContractRule.REJECTED_TRANSITION;
    };
  }

  /** Records that a body has no Content-Type. */
  public void addMissingMediaType(Recording recording, Operation operation) {
    BodyDefinition body = operation.definition().request();
    String type =
        body == null || body.isPlainJson() ? "application/json" : body.preferred().contentType();
    recording.add(
        ContractRule.MISSING_MEDIA_TYPE,
        "Missing header",
        "Content-Type",
        "The request has a body, but no Content-Type; it was read as "
            + (type.equals("application/json") ? "JSON." : type + "."),
        RequestSteps.documented(operation.method(), operation.path()) + "/requestBody",
        "Content-Type: " + type,
        false);
  }

  /**
   * Records violations in the headers of an admitted request, and an old version of its operation.
   */
  public void addOfHead(Recording recording, Operation operation, StubRequest request) {
    for (String name : request.headers().keySet()) {
      if (recording.looksAt(ContractRule.UNDECLARED_HEADER) && !KnownHeaders.has(name, operation)) {
        recording.add(
            ContractRule.UNDECLARED_HEADER,
            "Unknown",
            name,
            "The header \"" + name + "\" is not defined for " + operation + ".",
            RequestSteps.documented(operation.method(), operation.path()),
            recording.explains()
                ? nearest("name", name, declared(operation, Parameter.In.HEADER))
                : null,
            false);
      }
    }
    Operation newer = newerVersions.get(operation.id());
    if (newer != null) {
      recording.add(
          ContractRule.OLD_VERSION,
          "Old version",
          "",
          operation + " has a newer version.",
          RequestSteps.documented(operation.method(), operation.path()),
          newer.method() + " " + newer.path() + " (" + newer + ")",
          false);
    }
  }

  /** Records a violation in the response of the stub itself. */
  public void addOfResponse(Recording recording, Violation violation) {
    recording.add(
        ContractRule.RESPONSE,
        violation.rule().title(),
        violation.source() == Violation.Source.PARAMETER
            ? "response header " + violation.location()
            : "response" + violation.location(),
        violation.details(),
        violation.rulePath(),
        null,
        false);
  }

  /** Returns a hint at the declared path that is nearest to an undeclared one. */
  public @Nullable String nearestPath(String path) {
    return NearestPath.of(path, operations.stream().map(Operation::path).toList())
        .map(nearest -> "The nearest path is " + nearest)
        .orElse(null);
  }

  private static ContractRule kind(Violation violation) {
    boolean parameter = violation.source() == Violation.Source.PARAMETER;
    return switch (violation.rule()) {
      case SYNTAX, DUPLICATE -> ContractRule.MALFORMED_BODY;
      case TYPE,
          FORMAT,
          ENUM,
          NOT,
          REQUIRED,
          PATTERN,
          ONE_OF,
          ONE_OF_REQUIRED,
          ANY_OF,
          ANY_OF_REQUIRED,
          ADDITIONAL_PROPERTIES ->
          ContractRule.SCHEMA;
      case MIN_LENGTH,
          MAX_LENGTH,
          MINIMUM,
          MAXIMUM,
          MULTIPLE_OF,
          MIN_ITEMS,
          MAX_ITEMS,
          UNIQUE_ITEMS,
          MIN_PROPERTIES,
          MAX_PROPERTIES,
          MAXIMUM_SUM ->
          ContractRule.LIMIT;
      case NOT_ALLOWED -> ContractRule.NOT_ALLOWED;
      case REPEATED -> ContractRule.UNKNOWN_PARAMETER;
      case IGNORED -> ContractRule.IGNORED_PROPERTY;
      case UNKNOWN ->
          !violation.rulePath().startsWith(OF_THE_DOCUMENT)
              ? ContractRule.NOT_ALLOWED
              : parameter ? ContractRule.UNKNOWN_PARAMETER : ContractRule.UNKNOWN_PROPERTY;
      case READ_ONLY, WRITE_ONLY -> ContractRule.READ_ONLY_PROPERTY;
    };
  }

  private @Nullable String rightForm(
      Recording recording, @Nullable Operation operation, Violation violation) {
    if (violation.rule() == Rule.ENUM) {
      String sent = recording.sent(ContractRule.SCHEMA, violation.location());
      return sent == null ? null : nearest("value", sent.replace("\"", ""), violation.allowed());
    }
    if (violation.rule() == Rule.READ_ONLY) {
      return "Leave it out";
    }
    if (violation.rule().isOfUndeclaredName()) {
      String name = violation.location().substring(violation.location().lastIndexOf('/') + 1);
      if (violation.source() == Violation.Source.POINTER) {
        return nearest("name", name, violation.allowed());
      }
      // With names to choose from, it is a member of a parameter, which the location does not name.
      return operation == null || !violation.allowed().isEmpty()
          ? null
          : nearest("name", name, declared(operation, Parameter.In.QUERY));
    }
    return null;
  }

  private static List<String> declared(Operation operation, Parameter.In in) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.in() == in)
        .map(Parameter::name)
        .toList();
  }

  private static @Nullable String nearest(String kind, String sent, List<String> declared) {
    return Suggestions.nearest(sent, declared)
        .map(nearest -> "The nearest " + kind + " is \"" + nearest + "\"")
        .orElse(null);
  }

  /**
   * Returns the operations that have a newer version, by their ids: the same path and method with a
   * higher number at its beginning, as {@code /v2/orders} is newer than {@code /v1/orders}.
   */
  private static Map<String, Operation> newerVersions(List<? extends Operation> operations) {
    Map<String, Operation> newest = new HashMap<>();
    for (Operation operation : operations) {
      newest.merge(
          key(operation),
          operation,
          (known, other) -> version(other) > version(known) ? other : known);
    }
    Map<String, Operation> newer = new HashMap<>();
    for (Operation operation : operations) {
      Operation found = newest.get(key(operation));
      if (found != null && version(found) > version(operation)) {
        newer.put(operation.id(), found);
      }
    }
    return newer;
  }

  /** Returns the method and the path without the version at its beginning. */
  private static String key(Operation operation) {
    return operation.method() + VERSION.matcher(operation.path()).replaceFirst("");
  }

  private static int version(Operation operation) {
    Matcher version = VERSION.matcher(operation.path());
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }
}
