package io.customersession.stub.http;

import io.customersession.stub.account.Accounts;
import io.customersession.stub.journal.ViolationLog;
import io.customersession.stub.runtime.Decoded;
import io.customersession.stub.runtime.Json;
import io.customersession.stub.runtime.JsonCodec;
import io.customersession.stub.runtime.Model;
import io.customersession.stub.runtime.ModelCodec;
import io.customersession.stub.runtime.Operation;
import io.customersession.stub.runtime.Routes;
import io.customersession.stub.runtime.Violation;
import io.customersession.stub.runtime.Violations;
import io.customersession.stub.session.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in and answers out, the same on every host. Requests are refused in a fixed order:
 * unknown path 404, wrong method 405, bad or missing key 401, body too large 413, media type 415,
 * then all violations of parameters and body together as one 400.
 */
public final class Gate {
  private final Accounts accounts;
  private final ViolationLog log;
  private final Refusals refusals;
  private final int maxBodySize;
  private final boolean strict;

  /**
   * Makes a gate.
   *
   * @param maxBodySize in bytes
   * @param strict whether unknown and read-only properties are refused rather than noted
   */
  public Gate(Accounts accounts, ViolationLog log, int maxBodySize, boolean strict) {
    this.accounts = accounts;
    this.log = log;
    this.refusals = new Refusals(log);
    this.maxBodySize = maxBodySize;
    this.strict = strict;
  }

  /** What came of a request: either it was let in, or it has its answer. */
  public record Admission(@Nullable Exchange exchange, @Nullable Answer refusal) {}

  /** Checks a request and decodes it. */
  public Admission admit(IncomingRequest request) {
    Operation operation = null;
    try {
      Routes.Route route = Routes.find(request.rawPath());
      if (route == null) {
        throw new Refusal(404, "There is no such path");
      }
      operation = operation(route, request.method());
      long application = authenticate(operation, request);
      byte[] bytes = RequestBody.read(request, maxBodySize);
      if (operation.body() != null) {
        RequestBody.checkHeaders(request, bytes.length == 0);
      }
      Violations violations = new Violations();
      Map<String, Object> parameters =
          Parameters.read(operation, request, route.rawValues(), violations);
      Object body = decode(operation, bytes, violations);
      refuseOrNote(operation, request, violations);
      return new Admission(
          new Exchange(operation, application, request.rawPath(), parameters, body, log), null);
    } catch (RuntimeException | Error e) {
      return new Admission(
          null, refusals.answer(operation, request.method(), request.rawPath(), e));
    }
  }

  /** Returns the answer for what a resource returned; null if the operation returns nothing. */
  public Answer answer(Exchange exchange, @Nullable Object entity) {
    return new Answer(
        exchange.operation().successStatus(),
        Map.of(),
        entity instanceof Model model ? bytes(model) : new byte[0]);
  }

  /** Returns the answer for what was thrown while a request was carried out. */
  public Answer refuse(@Nullable Exchange exchange, Throwable thrown) {
    return exchange == null
        ? refusals.answer(null, "", "", thrown)
        : refusals.answer(
            exchange.operation(), exchange.operation().method(), exchange.path(), thrown);
  }

  /** Returns the path of an admitted request in the one spelling that every router reads alike. */
  public static String canonicalPath(Exchange exchange) {
    StringBuilder path = new StringBuilder();
    for (String segment : exchange.operation().path().substring(1).split("/", -1)) {
      path.append('/');
      if (segment.startsWith("{")) {
        Object value = exchange.parameters().get(segment.substring(1, segment.length() - 1));
        path.append(PercentCoding.encodeSegment(String.valueOf(value)));
      } else {
        path.append(segment);
      }
    }
    return path.toString();
  }

  private static Operation operation(Routes.Route route, String method) {
    Operation operation = route.operation(method);
    if (operation == null) {
      throw new Refusal(
          405,
          "The method is not allowed for this path",
          Map.of("Allow", String.join(", ", route.methods())));
    }
    return operation;
  }

  private long authenticate(Operation operation, IncomingRequest request) {
    List<String> authorization = request.header("Authorization");
    OptionalLong application =
        accounts.authenticate(operation, authorization.size() == 1 ? authorization.get(0) : null);
    return application.orElseThrow(
        () ->
            new Refusal(
                401,
                "The key is missing or wrong",
                Map.of("WWW-Authenticate", operation.security().get(0).prefix())));
  }

  private static @Nullable Object decode(Operation operation, byte[] bytes, Violations violations) {
    if (bytes.length == 0 && !operation.bodyRequired()) {
      return null;
    }
    JsonCodec<?> codec = operation.body();
    Decoded<?> decoded = codec == null ? null : Json.decodeRequest(codec, bytes, violations);
    return decoded == null ? null : decoded.value();
  }

  private void refuseOrNote(Operation operation, IncomingRequest request, Violations violations) {
    List<Violation> all = violations.all();
    if (!violations.acceptable() || (strict && !all.isEmpty())) {
      throw new InvalidRequestException(
          strict ? all : all.stream().filter(violation -> violation.rule().refuses()).toList());
    }
    for (Violation noted : all) {
      log.add(Refusals.recorded(operation, request.method(), request.rawPath(), noted, false));
    }
  }

  private static byte[] bytes(Model model) {
    return encode(model.codec(), model);
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> byte[] encode(ModelCodec<T> codec, Model model) {
    return codec.toBytes((T) model);
  }
}
