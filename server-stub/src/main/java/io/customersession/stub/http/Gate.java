package io.customersession.stub.http;

import io.customersession.stub.account.AccountSettings;
import io.customersession.stub.account.Accounts;
import io.customersession.stub.account.Caller;
import io.customersession.stub.account.Signature;
import io.customersession.stub.fault.FaultCall;
import io.customersession.stub.fault.FiredFaults;
import io.customersession.stub.journal.ContractRule;
import io.customersession.stub.journal.Printable;
import io.customersession.stub.journal.Recording;
import io.customersession.stub.runtime.ApiVersion;
import io.customersession.stub.runtime.Decoded;
import io.customersession.stub.runtime.Json;
import io.customersession.stub.runtime.JsonCodec;
import io.customersession.stub.runtime.Model;
import io.customersession.stub.runtime.ModelCodec;
import io.customersession.stub.runtime.Operation;
import io.customersession.stub.runtime.Routes;
import io.customersession.stub.runtime.UnservedOperation;
import io.customersession.stub.runtime.Violation;
import io.customersession.stub.runtime.Violations;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.InvalidRequestException;
import io.customersession.stub.session.ReplayedResponse;
import io.customersession.stub.time.Moment;
import io.customersession.stub.world.World;
import io.customersession.stub.world.Worlds;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in and answers out, the same on every host. Requests are refused in a fixed order:
 * unknown path 404, wrong method 405, bad or missing key 401, body too large 413, an operation that
 * is not served 501, media type 415, then all violations of parameters and body together as one
 * 400. Faults are for requests that passed all that. A header of the stub's own that is wrong comes
 * before all of it, as it is a mistake of the test, not of the client.
 *
 * <p>Only a call with a right key or signature makes a world. One that is refused before, or needs
 * no key, is for the world that it names if that is there, and else for the main world.
 */
public final class Gate {
  private static final System.Logger LOGGER = System.getLogger(Gate.class.getName());
  private static final String SESSION_ID = "customerSessionId";

  private final Accounts accounts;
  private final AccountSettings settings;
  private final Worlds worlds;
  private final int maxBodySize;
  private final boolean worldPerKey;
  private final Cors cors;
  private final Front front;

  /**
   * Makes a gate.
   *
   * @param settings what requests may name
   * @param maxBodySize in bytes
   * @param worldPerKey whether each key has a world of its own
   * @param cors which web pages may call the stub
   * @param front what answers requests that are not for the API
   */
  public Gate(
      Accounts accounts,
      AccountSettings settings,
      Worlds worlds,
      int maxBodySize,
      boolean worldPerKey,
      Cors cors,
      Front front) {
    this.accounts = accounts;
    this.settings = settings;
    this.worlds = worlds;
    this.maxBodySize = maxBodySize;
    this.worldPerKey = worldPerKey;
    this.cors = cors;
    this.front = front;
  }

  /** What came of a request: either it was let in, or it has its answer. */
  public record Admission(@Nullable Exchange exchange, @Nullable Answer refusal) {}

  /** Checks a request and decodes it. */
  public Admission admit(IncomingRequest request) {
    if (Cors.isPreflight(request)) {
      return new Admission(null, preflight(request));
    }
    Map<String, String> crossOrigin = cors.headers(request);
    Answer before = front.answer(request);
    if (before != null) {
      return new Admission(null, before.with(crossOrigin));
    }
    WorldPath path = WorldPath.of(request.rawPath());
    Recording recording =
        new Recording(request.method(), path.rest(), request.rawQuery(), request.headers());
    recording.responseHeaders(crossOrigin);
    World world = worlds.main();
    recording.epoch(world.epoch());
    Routes.Route route = Routes.find(path.rest());
    Operation operation = route == null ? null : route.operation(request.method());
    UnservedOperation unserved = route == null ? null : route.unserved(request.method());
    try {
      Controls controls = Controls.of(request);
      String name = name(path, controls, request);
      World known = name == null ? null : worlds.find(name);
      world = known == null ? world : known;
      recording.epoch(world.epoch());
      judgeBy(controls, world, recording);
      checkTarget(request);
      if (route == null) {
        throw new Refusal(
            404,
            "There is no such path",
            Map.of(),
            ContractRule.UNDECLARED_OPERATION,
            () -> Findings.nearestPath(path.rest()),
            "#/paths");
      }
      String id;
      List<Operation.Security> security;
      if (operation != null) {
        id = operation.id();
        security = operation.security();
      } else if (unserved != null) {
        id = unserved.id();
        security = unserved.security();
      } else {
        throw notAllowed(route);
      }
      recording.operation(id);
      Caller caller = authenticate(security, request);
      recording.application(caller.application());
      String stranger = known == null && !security.isEmpty() ? name : null;
      if (stranger != null && caller.signature() == null) {
        world = enter(stranger, caller, path, controls, recording);
      }
      byte[] bytes = RequestBody.read(request, maxBodySize);
      recording.body(bytes);
      checkSignature(caller.signature(), bytes);
      if (stranger != null && caller.signature() != null) {
        world = enter(stranger, caller, path, controls, recording);
      }
      if (operation == null) {
        throw Findings.unserved(Objects.requireNonNull(unserved));
      }
      if (operation.body() != null) {
        RequestBody.checkHeaders(request);
        if (bytes.length > 0 && !RequestBody.hasType(request)) {
          Findings.addMissingType(recording, operation);
        }
      }
      Behaviour behaviour = controls.behaviour(world.behaviour());
      ChosenVersion version =
          ChosenVersion.of(behaviour.responseVersion(), controls.setsResponseVersion(), request);
      recording.responseVersion(version.version().toString(), version.reason());
      OffsetDateTime time = controls.time();
      Violations violations = new Violations();
      Map<String, Object> parameters =
          Parameters.read(operation, request, route.rawValues(), violations);
      if (parameters.get(SESSION_ID) instanceof String sessionId) {
        recording.sessionId(sessionId);
      }
      Object body = decode(operation, bytes, violations);
      Violations unsettled = new Violations();
      settings.check(body, unsettled);
      Findings.addOfHead(recording, operation, request);
      refuseOrNote(operation, recording, behaviour.strict(), violations, unsettled.all());
      Disturbance disturbance =
          disturbance(world, recording, call(operation, recording, request, bytes, controls));
      Answer instead = disturbance.instead(operation, recording);
      if (instead != null) {
        return new Admission(null, recorded(world, recording, disturbance, instead));
      }
      return new Admission(
          new Exchange(
              operation,
              caller,
              world,
              behaviour,
              version.version(),
              time == null ? Moment.now(world.clock()) : time,
              parameters,
              body,
              recording,
              disturbance),
          null);
    } catch (RuntimeException | Error e) {
      Answer refusal = Refusals.answer(operation, recording, e);
      return new Admission(null, recorded(world, recording, Disturbance.NONE, refusal));
    }
  }

  private static Refusal notAllowed(Routes.Route route) {
    String served = String.join(", ", route.methods());
    return new Refusal(
        405,
        "The method is not allowed for this path",
        Map.of("Allow", served),
        ContractRule.UNDECLARED_OPERATION,
        served.isEmpty() ? null : "The path has " + served,
        "#/paths");
  }

  /** Returns the response to a browser's question, which is no exchange of the API. */
  private Answer preflight(IncomingRequest request) {
    Answer answer = cors.preflight(request);
    return answer != null
        ? answer
        : failed(
            new Refusal(
                403,
                "Web pages of this origin cannot call the stub; the setting cors lists those that"
                    + " can"));
  }

  /** Refuses a target that is a whole URL or has a fragment, which no path of the API is. */
  private static void checkTarget(IncomingRequest request) {
    String query = request.rawQuery();
    if (!request.rawPath().startsWith("/")
        || request.rawPath().indexOf('#') >= 0
        || (query != null && query.indexOf('#') >= 0)) {
      throw new Refusal(
          400,
          "The request target must be a path and perhaps a query",
          Map.of(),
          ContractRule.UNDECLARED_OPERATION,
          "A target that starts with / and has no #",
          "#/paths");
    }
  }

  /** Returns the answer for what a resource returned; null if the operation returns nothing. */
  public Answer answer(Exchange exchange, @Nullable Object entity) {
    byte[] body = new byte[0];
    if (entity instanceof Model model) {
      body = exchange.encode(model);
    }
    return recorded(exchange, new Answer(exchange.operation().successStatus(), Map.of(), body));
  }

  /** Returns the answer for what was thrown while a request was carried out. */
  public Answer refuse(Exchange exchange, Throwable thrown) {
    if (thrown instanceof ReplayedResponse replayed) {
      int status = exchange.operation().successStatus();
      return recorded(exchange, new Answer(status, Map.of(), replayed.body()));
    }
    Answer refusal = Refusals.answer(exchange.operation(), exchange.recording(), thrown);
    return recorded(exchange, refusal);
  }

  /** Returns the answer for what was thrown outside of any exchange, by a host for instance. */
  public static Answer failed(Throwable thrown) {
    return Refusals.answer(null, new Recording("", "", null, Map.of()), thrown);
  }

  private Caller authenticate(List<Operation.Security> ways, IncomingRequest request) {
    List<String> authorization = request.header("Authorization");
    List<String> signature = request.header(Signature.HEADER);
    Caller caller =
        authorization.size() > 1 || signature.size() > 1
            ? null
            : accounts.authenticate(
                ways,
                authorization.isEmpty() ? null : authorization.get(0),
                signature.isEmpty() ? null : signature.get(0));
    if (caller == null) {
      throw new Refusal(
          401,
          "The key is missing or wrong",
          Map.of("WWW-Authenticate", scheme(ways)),
          ContractRule.UNAUTHORIZED,
          "Authorization: " + scheme(ways) + " <key>",
          "#");
    }
    return caller;
  }

  /** Returns the word before a key; signatures have none. */
  private static String scheme(List<Operation.Security> ways) {
    return ways.stream()
        .map(Operation.Security::prefix)
        .filter(prefix -> !prefix.isEmpty())
        .findFirst()
        .orElse(Signature.HEADER);
  }

  private static void checkSignature(@Nullable Signature signature, byte[] body) {
    if (signature != null && !signature.fits(body)) {
      throw new Refusal(
          400,
          "HMAC signature mismatch.",
          Map.of(),
          ContractRule.UNAUTHORIZED,
          "Sign the exact bytes of the body with the application's key",
          "#");
    }
  }

  private static @Nullable Object decode(Operation operation, byte[] bytes, Violations violations) {
    if (bytes.length == 0 && !operation.bodyRequired()) {
      return null;
    }
    JsonCodec<?> codec = operation.body();
    Decoded<?> decoded = codec == null ? null : Json.decodeRequest(codec, bytes, violations);
    return decoded == null ? null : decoded.value();
  }

  /**
   * Refuses a request or notes what else is to be known about it.
   *
   * @param unsettled what breaks the account's settings, for which a request is always refused
   */
  private static void refuseOrNote(
      Operation operation,
      Recording recording,
      boolean strict,
      Violations violations,
      List<Violation> unsettled) {
    List<Violation> all = violations.all();
    if (!violations.acceptable() || !unsettled.isEmpty() || (strict && !all.isEmpty())) {
      if (!strict) {
        // They are not among the reasons, but their sender should know of them all the same.
        all.stream()
            .filter(violation -> !violation.rule().refuses())
            .forEach(noted -> Findings.add(recording, operation, noted, true));
      }
      throw new InvalidRequestException(
          Stream.concat(
                  all.stream().filter(violation -> strict || violation.rule().refuses()),
                  unsettled.stream())
              .toList());
    }
    for (Violation noted : all) {
      Findings.add(recording, operation, noted, false);
    }
  }

  /** Returns the name of the world that a call is for, or null for the main one. */
  private @Nullable String name(WorldPath path, Controls controls, IncomingRequest request) {
    if (path.world() != null
        && controls.world() != null
        && !path.world().equals(controls.world())) {
      throw new Refusal(400, "The path and " + World.HEADER + " name different worlds");
    }
    String name = path.world() == null ? controls.world() : path.world();
    String key = name == null && worldPerKey ? key(request) : null;
    return key == null ? name : worlds.nameForKey(key);
  }

  private static void judgeBy(Controls controls, World world, Recording recording) {
    recording.severities(controls.severities(world.severities()));
    recording.expected(controls.expected(world.expectedViolations()));
  }

  private World enter(
      String name, Caller caller, WorldPath path, Controls controls, Recording recording) {
    boolean byKey = path.world() == null && controls.world() == null;
    try {
      World world = byKey ? worlds.enter(name, caller.application()) : worlds.enter(name);
      recording.epoch(world.epoch());
      judgeBy(controls, world, recording);
      return world;
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400, (path.world() != null ? World.PATH : World.HEADER) + ": " + e.getMessage());
    }
  }

  /** Returns the key of a request, whatever it is worth, or null if there is none. */
  private static @Nullable String key(IncomingRequest request) {
    List<String> authorization = request.header("Authorization");
    if (authorization.size() != 1) {
      return null;
    }
    String value = authorization.get(0).strip();
    String key = value.substring(value.indexOf(' ') + 1).strip();
    return key.isEmpty() ? null : key;
  }

  private static FaultCall call(
      Operation operation,
      Recording recording,
      IncomingRequest request,
      byte[] body,
      Controls controls) {
    return new FaultCall(
        operation,
        recording.sessionId(),
        request.method(),
        recording.path(),
        request.rawQuery(),
        body,
        controls.faults());
  }

  private static Disturbance disturbance(World world, Recording recording, FaultCall call) {
    FiredFaults fired;
    try {
      fired = world.faults().fire(call);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, (call.told() == null ? "" : Controls.FAULT + ": ") + e.getMessage());
    }
    if (fired.description() != null) {
      recording.fault(fired.description());
    }
    return new Disturbance(fired);
  }

  private static Answer recorded(Exchange exchange, Answer answer) {
    return recorded(exchange.world(), exchange.recording(), exchange.disturbance(), answer);
  }

  private static Answer recorded(
      World world, Recording recording, Disturbance disturbance, Answer answer) {
    Answer sent = disturbance.of(answer.with(recording.responseHeaders()));
    boolean recorded =
        disturbance.isDropped()
            ? world.journal().add(recording, 0, Map.of(), new byte[0])
            : world.journal().add(recording, sent.status(), sent.headers(), sent.body());
    return recorded ? sent : Refusals.ofFormerEpoch().with(recording.responseHeaders());
  }

  /** Records what the stub's own answer has that the document does not allow. */
  private static void check(Exchange exchange, Model answer) {
    if (!exchange.recording().looksAt(ContractRule.ANSWER)) {
      return;
    }
    for (Violation violation : violations(answer.codec(), answer)) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "the stub answers {0}: {1}",
          exchange.operation(),
          Printable.of(violation.toString()));
      Findings.addOfAnswer(exchange.recording(), violation);
    }
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> List<Violation> violations(ModelCodec<T> codec, Model model) {
    return codec.check((T) model).all();
  }

  /** Returns a response as JSON, and records what the document does not allow about it. */
  static byte[] encode(Exchange exchange, Model response) {
    check(exchange, response);
    return encode(response.codec(), response, exchange.responseVersion());
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> byte[] encode(ModelCodec<T> codec, Model model, ApiVersion version) {
    return codec.toBytes((T) model, version);
  }
}
