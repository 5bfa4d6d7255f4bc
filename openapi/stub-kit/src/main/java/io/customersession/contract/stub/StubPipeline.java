package io.customersession.contract.stub;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.state.IllegalTransition;
import io.customersession.contract.stub.control.ControlHeaders;
import io.customersession.contract.stub.control.ControlSteps;
import io.customersession.contract.stub.control.ViolationRecorder;
import io.customersession.contract.stub.control.WorldContext;
import io.customersession.contract.stub.control.WorldSteps;
import io.customersession.contract.stub.http.Credentials;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.http.RequestAbortedException;
import io.customersession.contract.stub.http.RequestPipeline;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.Router;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Secrets;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.contract.violation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way of a request through a {@link StubServer}. */
final class StubPipeline {
  private static final System.Logger LOGGER = System.getLogger(StubServer.class.getName());
  private static final List<String> CONTROL_HEADERS =
      List.of(
          StubWorld.HEADER, ControlHeaders.FAULT, ControlHeaders.SEVERITY, ControlHeaders.EXPECTED);

  private final CredentialCheck check;

  /** If no operation needs a key, every request may create a world. */
  private final boolean needsKeys;

  private final Secrets secrets;
  private final ViolationRecorder violations;
  private final ResponseEncoder responses;
  private final WorldSteps<ApiWorld> worldSteps;
  private final RequestPipeline<WorldContext<ApiWorld>> pipeline;

  /**
   * Creates a pipeline.
   *
   * @param api the operations to serve; requests are handled by the API objects of their worlds
   * @param check decides which credentials are accepted
   * @param maxBodySize in bytes
   * @param strict true if requests are refused for what is otherwise ignored
   * @param controlSteps the steps for requests that are not for the API
   */
  StubPipeline(
      StubApi api,
      Worlds<ApiWorld> worlds,
      CredentialCheck check,
      int maxBodySize,
      boolean strict,
      ControlSteps controlSteps) {
    this.check = check;
    needsKeys = api.operations().stream().anyMatch(StubPipeline::needsKey);
    Router router = new Router(api.operations(), api.unservedOperations());
    secrets = Secrets.of(api.operations());
    violations = new ViolationRecorder(api.operations());
    responses = new ResponseEncoder(violations);
    worldSteps = new WorldSteps<>(worlds, CONTROL_HEADERS, violations);
    pipeline =
        RequestPipeline.<WorldContext<ApiWorld>>builder()
            .step("respond to preflight", controlSteps::respondToPreflight)
            .step("control API", controlSteps::tryControlApi)
            .step("find operation", context -> worldSteps.findOperation(context, router))
            .step("read control headers", worldSteps::readControlHeaders)
            .step("find world", context -> worldSteps.findWorld(context, request -> null))
            .step("check target", RequestSteps::checkTarget)
            .step("require operation", worldSteps::requireOperation)
            .step("authenticate", this::authenticate)
            .step("read body", context -> worldSteps.readBody(context, maxBodySize))
            .step("refuse unserved", RequestSteps::refuseUnserved)
            .step("check media type", worldSteps::checkMediaType)
            .step("decode", StubPipeline::decode)
            .step("check", context -> worldSteps.check(context, strict, List.of()))
            .step("inject faults", context -> worldSteps.injectFaults(context, this::conflict))
            .handler(
                "handle",
                context ->
                    context.world().call(context.operation(), context.parameters(), context.body()))
            .step("encode", context -> context.respond(responses.encode(context)))
            .errors(this::error)
            .recorder(
                (context, response) ->
                    worldSteps.record(context, response, StubPipeline::formerEpoch))
            .build();
  }

  private static boolean needsKey(Operation operation) {
    List<List<SecurityScheme>> alternatives = operation.securityAlternatives();
    return !alternatives.isEmpty() && alternatives.stream().noneMatch(List::isEmpty);
  }

  List<String> steps() {
    return pipeline.steps();
  }

  StubResponse handle(StubRequest request) {
    return pipeline.handle(new WorldContext<>(request, secrets));
  }

  private void authenticate(WorldContext<ApiWorld> context) {
    List<List<SecurityScheme>> alternatives = context.securityAlternatives();
    if (!alternatives.isEmpty() && alternatives.stream().noneMatch(each -> has(context, each))) {
      throw Credentials.unauthorized(alternatives);
    }
    if (context.isForUnknownWorld() || (!needsKeys && context.namesUnknownWorld())) {
      worldSteps.enterWorld(context);
    }
  }

  private boolean has(WorldContext<ApiWorld> context, List<SecurityScheme> alternative) {
    for (SecurityScheme scheme : alternative) {
      String credential = Credentials.of(scheme, context.request());
      if (credential == null
          || !check.accepts(String.valueOf(context.operationId()), scheme, credential)) {
        return false;
      }
    }
    return true;
  }

  private static void decode(WorldContext<ApiWorld> context) {
    RequestSteps.decode(context);
    // The last parameter of a path names the resource that the operation is about.
    for (Parameter parameter : context.operation().parameters()) {
      if (parameter.in() == Parameter.In.PATH
          && context.parameters().get(parameter.key()) != null) {
        context.recording().resourceId(String.valueOf(context.parameters().get(parameter.key())));
      }
    }
  }

  private HttpError conflict() {
    return HttpError.of(409, "Injected fault: conflict");
  }

  private StubResponse error(WorldContext<ApiWorld> context, Throwable thrown) {
    if (thrown instanceof InvalidRequestException invalid) {
      Operation operation = context.routedOperation();
      invalid
          .violations()
          .forEach(each -> violations.add(context.recording(), operation, each, true));
      return new StubResponse(400, Map.of(), violations(invalid.violations()));
    }
    if (thrown instanceof HttpError error) {
      violations.add(context.recording(), error);
      return error.hasContent()
          ? encoded(context, error)
          : new StubResponse(error.status(), error.headers(), message(error.getMessage()));
    }
    if (thrown instanceof IllegalTransition) {
      String details = String.valueOf(thrown.getMessage());
      context
          .recording()
          .add(
              ContractRule.ILLEGAL_TRANSITION,
              "Illegal transition",
              "",
              details,
              RequestSteps.documented(context.operation().method(), context.operation().path()),
              null,
              true);
      return new StubResponse(409, Map.of(), message(details));
    }
    if (thrown instanceof RequestAbortedException) {
      return new StubResponse(400, Map.of("Connection", "close"), message(thrown.getMessage()));
    }
    if (thrown instanceof StoreFullException) {
      return new StubResponse(507, Map.of(), message(thrown.getMessage()));
    }
    return failed(context, thrown);
  }

  /** An error that cannot be encoded must not end the connection without a response. */
  private StubResponse encoded(WorldContext<ApiWorld> context, HttpError error) {
    try {
      return responses.encode(context, error);
    } catch (RuntimeException e) {
      return failed(context, e);
    }
  }

  private static StubResponse failed(WorldContext<ApiWorld> context, Throwable thrown) {
    LOGGER.log(System.Logger.Level.ERROR, context.operationId() + " failed", thrown);
    return new StubResponse(500, Map.of(), message(thrown.getClass().getName()));
  }

  private static StubResponse formerEpoch() {
    return new StubResponse(
        503,
        Map.of("Connection", "close"),
        message("The world was reset while this request was in progress"));
  }

  private static byte[] message(@Nullable String text) {
    return bytes(Codecs.any("#"), Map.of("message", String.valueOf(text)));
  }

  private static byte[] violations(List<Violation> violations) {
    List<Object> errors = new ArrayList<>();
    for (Violation violation : violations) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("details", violation.details());
      error.put(violation.source().name().toLowerCase(Locale.ROOT), violation.location());
      errors.add(error);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", "The submitted data was invalid");
    body.put("errors", errors);
    return bytes(Codecs.any("#"), body);
  }

  @SuppressWarnings("unchecked") // a resource returns what its interface declares
  private static byte[] bytes(JsonCodec<?> codec, Object value) {
    return Json.encode((JsonCodec<Object>) codec, value);
  }
}
