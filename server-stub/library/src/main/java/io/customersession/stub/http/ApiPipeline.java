package io.customersession.stub.http;

import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.stub.control.ControlHeaders;
import io.customersession.contract.stub.control.ControlSteps;
import io.customersession.contract.stub.control.WorldSteps;
import io.customersession.contract.stub.http.Credentials;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.http.RequestPipeline;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.Router;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.account.AccountValidator;
import io.customersession.stub.account.Authenticator;
import io.customersession.stub.account.Principal;
import io.customersession.stub.account.Signature;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.api.Dispatcher;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ConflictException;
import io.customersession.stub.session.ReplayedResponse;
import io.customersession.stub.world.World;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request to the API, the same on every host. Requests are refused in a fixed order:
 * unknown path 404, wrong method 405, bad or missing key 401, body too large 413, an operation that
 * is not served 501, media type 415, then all violations of parameters and body together as one
 * 400. Faults are for requests that passed all that. A header of the stub's own that is wrong comes
 * before all of it, as it is a mistake of the test, not of the client.
 *
 * <p>Only a call with a right key or signature creates a world. One that is refused before, or
 * needs no key, is for the world that it names if that is there, and else for the main world.
 */
public final class ApiPipeline {
  private static final Router ROUTER =
      new Router(List.of(ApiOperation.values()), Dispatcher.UNSERVED_OPERATIONS);
  private static final System.Logger LOGGER = System.getLogger(ApiPipeline.class.getName());
  private static final String SESSION_ID = "customerSessionId";
  private static final List<String> CONTROL_HEADERS =
      List.of(
          StubWorld.HEADER,
          ControlHeaders.TIME,
          BehaviourHeader.NAME,
          ControlHeaders.FAULT,
          ControlHeaders.SEVERITY,
          ControlHeaders.EXPECTED);

  private final Authenticator accounts;
  private final AccountValidator settings;
  private final Worlds<World> worlds;
  private final WorldSteps<World> worldSteps;
  private final boolean worldPerKey;
  private final RequestPipeline<ApiContext> steps;

  /**
   * Creates a pipeline.
   *
   * @param settings what requests may name
   * @param maxBodySize in bytes
   * @param worldPerKey true if each key has a world of its own
   * @param controlSteps the steps for requests that are not for the API
   */
  public ApiPipeline(
      Authenticator accounts,
      AccountValidator settings,
      Worlds<World> worlds,
      int maxBodySize,
      boolean worldPerKey,
      ControlSteps controlSteps) {
    this.accounts = accounts;
    this.settings = settings;
    this.worlds = worlds;
    worldSteps = new WorldSteps<>(worlds, CONTROL_HEADERS, SessionViolations.RECORDER);
    this.worldPerKey = worldPerKey;
    steps =
        RequestPipeline.<ApiContext>builder()
            .step("respond to preflight", controlSteps::respondToPreflight)
            .step("control API", controlSteps::tryControlApi)
            .step("find operation", context -> worldSteps.findOperation(context, ROUTER))
            .step("read control headers", worldSteps::readControlHeaders)
            .step("find world", context -> worldSteps.findWorld(context, this::worldOfKey))
            .step("check target", RequestSteps::checkTarget)
            .step("require operation", worldSteps::requireOperation)
            .step("authenticate", this::authenticate)
            .step("read body", context -> worldSteps.readBody(context, maxBodySize))
            .step("check signature", this::checkSignature)
            .step("refresh settings", worldSteps::refreshSettings)
            .step("refuse unserved", RequestSteps::refuseUnserved)
            .step("check media type", worldSteps::checkMediaType)
            .step("choose settings", ApiPipeline::chooseSettings)
            .step("decode", ApiPipeline::decode)
            .step("check", this::check)
            .step("inject faults", this::injectFaults)
            .handler("handle", ApiPipeline::call)
            .step("encode", ApiPipeline::encode)
            .errors(ApiPipeline::error)
            .recorder(
                (context, response) ->
                    worldSteps.record(context, response, ErrorResponses::ofFormerEpoch))
            .build();
  }

  /** Returns the names of the steps, in their order. */
  public List<String> steps() {
    return steps.steps();
  }

  /** Carries out a request; the response reports any error. */
  public StubResponse handle(StubRequest request) {
    return steps.handle(new ApiContext(request));
  }

  /**
   * Runs the steps before the handler, for a host that calls the operation itself.
   *
   * @return the response if the request is not admitted; else null
   */
  public @Nullable StubResponse admit(ApiContext context) {
    return steps.admit(context);
  }

  /** Returns the response for what a resource returned; null if the operation returns nothing. */
  public StubResponse complete(ApiContext context, @Nullable Object result) {
    return steps.complete(context, result);
  }

  /** Returns the response for an exception in the handling of an admitted request. */
  public StubResponse fail(ApiContext context, Throwable thrown) {
    return steps.fail(context, thrown);
  }

  private void authenticate(ApiContext context) {
    context.caller(authenticate(context.security(), context.request()));
    if (context.isForUnknownWorld() && context.caller().signature() == null) {
      enterWorld(context);
    }
  }

  private void checkSignature(ApiContext context) {
    Signature signature = context.caller().signature();
    if (signature == null) {
      return;
    }
    if (!signature.fits(context.bytes())) {
      throw HttpError.of(400, "HMAC signature mismatch.")
          .because(
              HttpError.Reason.UNAUTHORIZED,
              () -> "Sign the exact bytes of the body with the application's key",
              "#");
    }
    if (context.isForUnknownWorld()) {
      enterWorld(context);
    }
  }

  private static void chooseSettings(ApiContext context) {
    ControlHeaders headers = context.controlHeaders();
    Behaviour behaviour = BehaviourHeader.read(headers, context.world().behaviour());
    context.behaviour(behaviour);
    ChosenVersion version =
        ChosenVersion.of(
            behaviour.responseVersion(),
            BehaviourHeader.setsResponseVersion(headers),
            context.request());
    context.responseVersion(version.version());
    context.recording().responseVersion(version.version().toString(), version.reason());
    OffsetDateTime time = headers.time();
    if (time != null) {
      context.now(time);
    }
  }

  private static void decode(ApiContext context) {
    RequestSteps.decode(context);
    if (context.parameters().get(SESSION_ID) instanceof String sessionId) {
      context.recording().resourceId(sessionId);
    }
  }

  private void check(ApiContext context) {
    Violations unsettled = new Violations();
    settings.check(context.body(), unsettled);
    worldSteps.check(context, context.behaviour().strict(), unsettled.all());
  }

  private void injectFaults(ApiContext context) {
    worldSteps.injectFaults(
        context,
        context.operation() == ApiOperation.UPDATE_CUSTOMER_PROFILE_V2
            ? ConflictException::ofProfile
            : ConflictException::ofSession);
    context.nowUnlessSet(context.world().clock());
  }

  private static @Nullable Object call(ApiContext context) {
    return Resources.dispatcher(() -> context)
        .call(context.operation(), context.parameters(), context.body());
  }

  private static void encode(ApiContext context) {
    Object result = context.result();
    byte[] body =
        result instanceof Model model
            ? context.encode(model)
            : result == null ? new byte[0] : encode(context.operation(), result);
    context.respond(new StubResponse(context.operation().successStatus(), Map.of(), body));
  }

  private static StubResponse error(ApiContext context, Throwable thrown) {
    if (thrown instanceof ReplayedResponse replayed) {
      return new StubResponse(context.operation().successStatus(), Map.of(), replayed.body());
    }
    return ErrorResponses.response(context.routedOperation(), context.recording(), thrown);
  }

  /** Returns the response for what was thrown outside of any exchange, by a host for instance. */
  public static StubResponse failed(Throwable thrown) {
    return ErrorResponses.response(null, Recording.none(), thrown);
  }

  private Principal authenticate(List<SecurityScheme> ways, StubRequest request) {
    List<String> authorization = request.header("Authorization");
    List<String> signature = request.header(Signature.HEADER);
    Principal caller =
        authorization.size() > 1 || signature.size() > 1
            ? null
            : accounts.authenticate(
                ways,
                authorization.isEmpty() ? null : authorization.get(0),
                signature.isEmpty() ? null : signature.get(0));
    if (caller == null) {
      throw Credentials.unauthorized(List.of(List.of(easiest(ways))));
    }
    return caller;
  }

  /** Returns the first scheme that takes a key; a signature has to be computed for each request. */
  private static SecurityScheme easiest(List<SecurityScheme> ways) {
    return ways.stream()
        .filter(scheme -> !scheme.prefix().isEmpty())
        .findFirst()
        .orElse(ways.get(0));
  }

  /** Returns the name of the world of the key, for stubs that give each key a world of its own. */
  private @Nullable String worldOfKey(StubRequest request) {
    String key = worldPerKey ? key(request) : null;
    return key == null ? null : worlds.nameForKey(key);
  }

  private void enterWorld(ApiContext context) {
    worldSteps.enterWorld(context);
    if (context.worldPath().world() == null && context.controlHeaders().world() == null) {
      context.world().application(context.caller().application());
    }
  }

  /** Returns the key of a request, whatever it is worth, or null if there is none. */
  private static @Nullable String key(StubRequest request) {
    List<String> authorization = request.header("Authorization");
    if (authorization.size() != 1) {
      return null;
    }
    String value = authorization.get(0).strip();
    String key = value.substring(value.indexOf(' ') + 1).strip();
    return key.isEmpty() ? null : key;
  }

  /** Records what the stub's own response has that the document does not allow. */
  private static void check(ApiContext context, Model response) {
    if (!context.recording().looksAt(ContractRule.RESPONSE)) {
      return;
    }
    for (Violation violation : violations(response.codec(), response)) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "the stub responds to {0} with {1}",
          context.operation(),
          Printable.of(violation.toString()));
      SessionViolations.RECORDER.addOfResponse(context.recording(), violation);
    }
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> List<Violation> violations(ModelCodec<T> codec, Model model) {
    return codec.check((T) model).all();
  }

  /** Returns a response as JSON, and records what the document does not allow about it. */
  static byte[] encode(ApiContext context, Model response) {
    check(context, response);
    return encode(response.codec(), response, context.responseVersion());
  }

  /** Encodes a response that is not a model, such as a list. */
  @SuppressWarnings("unchecked") // the interface returns what the document declares
  private static byte[] encode(Operation operation, Object response) {
    return Json.encode(
        (JsonCodec<Object>) Objects.requireNonNull(operation.responseBody()), response);
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> byte[] encode(ModelCodec<T> codec, Model model, ApiVersion version) {
    return codec.toBytes((T) model, version);
  }
}
