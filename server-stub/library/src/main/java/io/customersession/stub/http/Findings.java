package io.customersession.stub.http;

import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.account.AccountSettings;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.journal.ContractRule;
import io.customersession.stub.journal.Recording;
import io.customersession.stub.lifecycle.TransitionRejected;
import io.customersession.stub.model.AdditionalCost;
import io.customersession.stub.model.AudienceChanges;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.ExperimentVariantAllocation;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.NewCustomerProfile;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.NewReturn;
import io.customersession.stub.model.Product;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.ReturnedCartItem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong, or dangerous, about a call: which rule it is, and what would be right. */
final class Findings {
  private static final String STATE_MACHINE = "#/components/schemas/SessionState/x-state-machine";
  private static final String SCHEMAS = "#/components/schemas/";

  /** What requests are made of. */
  private static final List<ModelCodec<?>> REQUESTS =
      List.of(
          AdditionalCost.Codec.INSTANCE,
          AudienceChanges.Codec.INSTANCE,
          CartItem.Codec.INSTANCE,
          CustomerProfileRequest.Codec.INSTANCE,
          ExperimentVariantAllocation.Codec.INSTANCE,
          IntegrationRequest.Codec.INSTANCE,
          NewCustomerProfile.Codec.INSTANCE,
          NewCustomerSession.Codec.INSTANCE,
          NewCustomerSessionV2.Codec.INSTANCE,
          NewReturn.Codec.INSTANCE,
          Product.Codec.INSTANCE,
          ReturnIntegrationRequest.Codec.INSTANCE,
          ReturnedCartItem.Codec.INSTANCE);

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private Findings() {}

  /**
   * Records that a request breaks a rule of the document, or sends something that has no effect.
   */
  static void add(
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

  /** Records a move that was refused. */
  static void add(Recording recording, TransitionRejected rejected) {
    recording.add(
        rejected.byTable() ? ContractRule.ILLEGAL_MOVE : ContractRule.REFUSED_MOVE,
        rejected.title(),
        rejected.pointer(),
        rejected.details(),
        STATE_MACHINE,
        rejected.rightForm(),
        true);
  }

  /** Records a request that was refused before it reached a resource. */
  static void add(Recording recording, HttpError error) {
    ContractRule rule = rule(error.reason());
    if (rule != null && recording.looksAt(rule)) {
      recording.add(
          rule,
          String.valueOf(error.status()),
          "",
          String.valueOf(error.getMessage()),
          error.documented(),
          error.suggestion(),
          true);
    }
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
    };
  }

  /** Records that a body comes without a type. */
  static void addMissingType(Recording recording, Operation operation) {
    recording.add(
        ContractRule.MISSING_MEDIA_TYPE,
        "Missing header",
        "Content-Type",
        "The request has a body, but no Content-Type; it was read as JSON.",
        RequestSteps.documented(operation.method(), operation.path()) + "/requestBody",
        "Content-Type: application/json",
        false);
  }

  /** Records what the head of a request, which is let in, has that it should not have. */
  static void addOfHead(Recording recording, Operation operation, StubRequest request) {
    for (String name : request.headers().keySet()) {
      if (recording.looksAt(ContractRule.UNDECLARED_HEADER) && !KnownHeaders.has(name, operation)) {
        recording.add(
            ContractRule.UNDECLARED_HEADER,
            "Unknown",
            name,
            "The header \"" + name + "\" is not defined for " + operation + ".",
            RequestSteps.documented(operation.method(), operation.path()),
            recording.explains() ? nearest(name, declared(operation, Parameter.In.HEADER)) : null,
            false);
      }
    }
    Operation newer = newer(operation);
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

  /** Records what the stub's own answer has that it should not have. */
  static void addOfAnswer(Recording recording, Violation violation) {
    recording.add(
        ContractRule.ANSWER,
        violation.rule().title(),
        "answer" + violation.location(),
        violation.details(),
        violation.rulePath(),
        null,
        false);
  }

  /** Returns a hint at the declared path that is nearest to an undeclared one. */
  static @Nullable String nearestPath(String path) {
    return NearestPath.of(path, Stream.of(ApiOperation.values()).map(Operation::path).toList())
        .map(nearest -> "The nearest path is " + nearest)
        .orElse(null);
  }

  private static ContractRule kind(Violation violation) {
    boolean parameter = violation.source() == Violation.Source.PARAMETER;
    return switch (violation.rule()) {
      case SYNTAX, DUPLICATE -> ContractRule.MALFORMED_BODY;
      case TYPE, FORMAT, ENUM, REQUIRED, PATTERN -> ContractRule.SCHEMA;
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
          violation.rulePath().startsWith(AccountSettings.RULES)
              ? ContractRule.NOT_ALLOWED
              : parameter ? ContractRule.UNKNOWN_PARAMETER : ContractRule.UNKNOWN_PROPERTY;
      case READ_ONLY, WRITE_ONLY -> ContractRule.READ_ONLY_PROPERTY;
    };
  }

  private static @Nullable String rightForm(
      Recording recording, @Nullable Operation operation, Violation violation) {
    if (violation.rule() == Rule.ENUM) {
      String sent = recording.sent(ContractRule.SCHEMA, violation.location());
      return sent == null ? null : nearestValue(sent.replace("\"", ""), violation.details());
    }
    if (violation.rule() == Rule.READ_ONLY) {
      return "Leave it out";
    }
    if (violation.rule() == Rule.UNKNOWN) {
      String name = violation.location().substring(violation.location().lastIndexOf('/') + 1);
      if (violation.source() == Violation.Source.POINTER) {
        return nearest(name, propertyNames(violation.rulePath()));
      }
      return operation == null ? null : nearest(name, declared(operation, Parameter.In.QUERY));
    }
    return null;
  }

  /** Returns the nearest of the values that details name in quotes. */
  private static @Nullable String nearestValue(String sent, String details) {
    List<String> values = QUOTED.matcher(details).results().map(quoted -> quoted.group(1)).toList();
    return NearestName.of(sent, values)
        .map(nearest -> "The nearest value is \"" + nearest + "\"")
        .orElse(null);
  }

  private static List<String> propertyNames(String rulePath) {
    return REQUESTS.stream()
        .filter(codec -> rulePath.equals(SCHEMAS + codec.schemaName()))
        .findFirst()
        .map(ModelCodec::propertyNames)
        .orElse(List.of());
  }

  private static List<String> declared(Operation operation, Parameter.In in) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.in() == in)
        .map(Parameter::name)
        .toList();
  }

  private static @Nullable String nearest(String name, List<String> declared) {
    return NearestName.of(name, declared)
        .map(nearest -> "The nearest name is \"" + nearest + "\"")
        .orElse(null);
  }

  private static @Nullable Operation newer(Operation operation) {
    if (!operation.path().startsWith("/v1/")) {
      return null;
    }
    String path = "/v2/" + operation.path().substring("/v1/".length());
    Optional<ApiOperation> newer =
        Stream.of(ApiOperation.values())
            .filter(other -> other.path().equals(path))
            .filter(other -> other.method().equals(operation.method()))
            .findFirst();
    return newer.orElse(null);
  }
}
