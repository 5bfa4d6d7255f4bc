package io.customersession.stub.admin;

import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.http.RequestAbortedException;
import io.customersession.contract.stub.http.RequestContext;
import io.customersession.contract.stub.http.RequestPipeline;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.Router;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.admin.api.Dispatcher;
import io.customersession.stub.admin.model.Problem;
import io.customersession.stub.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out the operations of the admin document, by the routes generated from it. */
final class AdminEngine {
  private static final System.Logger LOGGER = System.getLogger(AdminEngine.class.getName());
  private static final String DOCUMENT_PATH = AdminFront.PREFIX + "/openapi.yaml";
  private static final Pattern JUNIT_PATH =
      Pattern.compile(AdminFront.PREFIX + "/worlds/([^/]+)/violations\\.xml");
  private static final String DOCUMENT = "/META-INF/openapi/stub-admin.yaml";

  private final Places places;
  private final Dispatcher dispatcher;
  private final AdminAccess access;
  private final RequestPipeline<RequestContext> pipeline;

  AdminEngine(Worlds<World> worlds, int maxBodySize, AdminAccess access) {
    Places places = new Places(worlds);
    this.dispatcher =
        new Dispatcher(
            List.of(
                new WorldsResource(places),
                new ClockResource(places),
                new FaultsResource(places),
                new SessionsResource(places),
                new JournalResource(places),
                new ViolationsResource(places)));
    this.places = places;
    this.access = access;
    Router router = new Router(dispatcher.operations(), dispatcher.unservedOperations());
    this.pipeline =
        RequestPipeline.<RequestContext>builder()
            .step("check access", this::checkAccess)
            .step("send documents", this::sendDocuments)
            .step("find operation", context -> RequestSteps.find(context, router))
            .step("require operation", AdminEngine::requireOperation)
            .step("read body", context -> RequestSteps.readBody(context, maxBodySize))
            .step("check media type", AdminEngine::checkMediaType)
            .step("decode", RequestSteps::decode)
            .step("check", AdminEngine::check)
            .handler("handle", this::call)
            .step("encode", AdminEngine::encode)
            .errors(AdminEngine::error)
            .build();
  }

  StubResponse handle(StubRequest request) {
    return pipeline.handle(new RequestContext(request));
  }

  private void checkAccess(RequestContext context) {
    context.query(access.check(context.request()));
  }

  /** Responds to what is not JSON, and therefore none of the document's operations. */
  private void sendDocuments(RequestContext context) {
    String path = context.path();
    Matcher junit = JUNIT_PATH.matcher(path);
    boolean document = path.equals(DOCUMENT_PATH);
    if (!document && !junit.matches()) {
      return;
    }
    String method = context.request().method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw HttpError.of(405, "The method is not allowed for this path")
          .withHeader("Allow", "GET, HEAD");
    }
    context.respond(document ? document() : junit(junit.group(1)));
  }

  private static void requireOperation(RequestContext context) {
    if (context.route() == null) {
      throw HttpError.of(404, "There is no such path; " + DOCUMENT_PATH + " lists all paths");
    }
    RequestSteps.requireOperation(context, path -> null);
  }

  /** A call without a body does not need the headers of one. */
  private static void checkMediaType(RequestContext context) {
    if (context.bytes().length > 0 || context.operation().requestBodyRequired()) {
      RequestSteps.checkMediaType(context);
    }
  }

  /** Refuses whatever breaks the document; calls of the control API are written by hand. */
  private static void check(RequestContext context) {
    List<Violation> violations = context.violations().all();
    if (!violations.isEmpty()) {
      throw HttpError.of(400, sentence(violations));
    }
  }

  private @Nullable Object call(RequestContext context) {
    return dispatcher.call(context.operation(), context.parameters(), context.body());
  }

  private static void encode(RequestContext context) {
    context.respond(
        new StubResponse(
            context.operation().successStatus(),
            Map.of(),
            context.result() instanceof Model model ? encode(model.codec(), model) : new byte[0]));
  }

  private static StubResponse error(RequestContext context, Throwable thrown) {
    if (thrown instanceof HttpError error) {
      return problem(error.status(), error.getMessage(), error.headers());
    }
    if (thrown instanceof IllegalArgumentException || thrown instanceof RequestAbortedException) {
      return problem(400, thrown.getMessage(), Map.of());
    }
    if (thrown instanceof StoreFullException) {
      return problem(507, thrown.getMessage(), Map.of());
    }
    LOGGER.log(System.Logger.Level.ERROR, "the stub failed to carry out a control call", thrown);
    return problem(500, "The stub failed to carry this out; its log has the reason", Map.of());
  }

  private static String sentence(List<Violation> violations) {
    return violations.stream()
        .map(
            violation ->
                violation.source() == Violation.Source.POINTER && !violation.location().isEmpty()
                    ? violation.location() + ": " + violation.details()
                    : violation.details())
        .collect(Collectors.joining("; "));
  }

  private static StubResponse problem(
      int status, @Nullable String message, Map<String, String> headers) {
    Problem problem = Problem.builder().message(String.valueOf(message)).build();
    return new StubResponse(status, headers, encode(Problem.Codec.INSTANCE, problem));
  }

  private StubResponse junit(String world) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer xml = Printable.writer(bytes)) {
      places.world(world).report().writeJunitXml(xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StubResponse(200, Map.of("Content-Type", "application/xml"), bytes.toByteArray());
  }

  private static StubResponse document() {
    try (InputStream document = AdminEngine.class.getResourceAsStream(DOCUMENT)) {
      return new StubResponse(
          200,
          Map.of("Content-Type", "application/yaml"),
          Objects.requireNonNull(document, DOCUMENT).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encodes leniently: one half of a character that somebody sent must not hide all else. */
  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> byte[] encode(ModelCodec<T> codec, Model model) {
    return Printable.utf8(codec.toText((T) model));
  }
}
