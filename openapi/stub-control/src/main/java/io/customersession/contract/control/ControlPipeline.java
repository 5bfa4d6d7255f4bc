package io.customersession.contract.control;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.control.api.ApiOperation;
import io.customersession.contract.control.api.Dispatcher;
import io.customersession.contract.control.model.Problem;
import io.customersession.contract.control.model.World;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.control.ControlSettings;
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
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.violation.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way of a request through the control API, by the routes generated from its document. */
final class ControlPipeline<W extends StubWorld> {
  private static final System.Logger LOGGER = System.getLogger(ControlPipeline.class.getName());
  private static final String DOCUMENT_PATH = ControlApi.PREFIX + "/openapi.yaml";
  private static final String XML = ".xml";
  private static final String DOCUMENT = "/META-INF/openapi/stub-control.yaml";

  private final Domain<W> domain;
  private final Snapshots snapshots;
  private final AccessCheck access;
  private final ConsolePages console = new ConsolePages();
  private final Map<String, Map<String, JsonCodec<?>>> extras;
  private final RequestPipeline<ControlContext> pipeline;

  ControlPipeline(ControlSettings<W> settings) {
    domain = new Domain<>(settings);
    snapshots = new Snapshots(settings.worlds().memory());
    access = new AccessCheck(settings.access());
    extras = domain.extras();
    List<Operation> operations = new ArrayList<>(List.of(ApiOperation.values()));
    operations.addAll(domain.extension().operations());
    Router router = new Router(operations, Dispatcher.UNSERVED_OPERATIONS);
    pipeline =
        RequestPipeline.<ControlContext>builder()
            .step("send console", this::sendConsole)
            .step("check access", this::checkAccess)
            .step("send document", this::sendDocument)
            .step("find operation", context -> find(context, router))
            .step("require operation", ControlPipeline::requireOperation)
            .step("read body", context -> RequestSteps.readBody(context, settings.maxBodySize()))
            .step("check media type", ControlPipeline::checkMediaType)
            .step("decode", RequestSteps::decode)
            .step("check", ControlPipeline::check)
            .handler("handle", this::call)
            .step("encode", this::encode)
            .errors(ControlPipeline::error)
            .build();
  }

  StubResponse handle(StubRequest request) {
    return pipeline.handle(new ControlContext(request, extras));
  }

  private void sendConsole(RequestContext context) {
    StubResponse file = console.respond(context.request());
    if (file != null) {
      context.respond(file);
    }
  }

  /** Checks who sent the request. Probes of platforms know neither a token nor a name. */
  private void checkAccess(RequestContext context) {
    if (context.path().equals(ControlApi.HEALTH)) {
      return;
    }
    context.query(access.check(context.request()));
  }

  /** Responds with the document, which is not an operation of itself. */
  private void sendDocument(RequestContext context) {
    if (!context.path().equals(DOCUMENT_PATH)) {
      return;
    }
    String method = context.request().method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw HttpError.of(405, "The method is not allowed for this path")
          .withHeader("Allow", "GET, HEAD");
    }
    context.respond(document());
  }

  /** Looks the operation up; violations.xml is getViolations with a response in XML. */
  private static void find(ControlContext context, Router router) {
    String path = context.path();
    if (path.endsWith(XML)) {
      String json = path.substring(0, path.length() - XML.length());
      Router.Route route = router.find(json);
      if (route != null && route.operation("GET") == ApiOperation.GET_VIOLATIONS) {
        context.isXml(true);
        context.path(json);
      }
    }
    RequestSteps.find(context, router);
  }

  private static void requireOperation(RequestContext context) {
    if (context.route() == null) {
      throw HttpError.of(404, "There is no such path; " + DOCUMENT_PATH + " lists all paths");
    }
    RequestSteps.requireOperation(context, path -> null);
  }

  /** A request without a body does not need the headers of one. */
  private static void checkMediaType(RequestContext context) {
    if (context.bytes().length > 0 || context.operation().requestBodyRequired()) {
      RequestSteps.checkMediaType(context);
    }
  }

  /** Refuses every violation, because requests to the control API are written by hand. */
  private static void check(RequestContext context) {
    List<Violation> violations = context.violations().all();
    if (!violations.isEmpty()) {
      throw HttpError.of(400, sentence(violations));
    }
  }

  private @Nullable Object call(ControlContext context) {
    Operation operation = context.operation();
    if (!(operation instanceof ApiOperation)) {
      return domain
          .extension()
          .call(domain.worlds(), operation, context.parameters(), context.body());
    }
    if (context.isXml()) {
      return domain.world(worldOf(context)).report();
    }
    ExtraMembers sent = context.extraMembers();
    return Dispatcher.of(
            new ClockResource<>(domain),
            new ContractResource<>(domain),
            new FaultsResource<>(domain, sent),
            new HealthResource(),
            new JournalResource<>(domain, sent),
            new SnapshotsResource<>(domain, snapshots),
            new ViolationsResource<>(domain),
            new WorldsResource<>(domain, sent))
        .call(operation, context.parameters(), context.body());
  }

  private void encode(ControlContext context) {
    if (context.result() instanceof ViolationReport report) {
      context.respond(junit(report));
      return;
    }
    if (context.result() instanceof BinaryData events) {
      context.respond(events(context, events));
      return;
    }
    context.respond(
        new StubResponse(
            context.operation().successStatus(),
            Map.of(),
            context.result() instanceof Model model ? encode(model.codec(), model) : new byte[0]));
  }

  private StubResponse events(ControlContext context, BinaryData events) {
    World now = domain.view(domain.world(worldOf(context)));
    return WorldEvents.response(World.Codec.INSTANCE.toText(now), events);
  }

  private static String worldOf(ControlContext context) {
    return Objects.requireNonNull((String) context.parameters().get("world"));
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
    if (thrown instanceof UnsupportedOperationException) {
      return problem(501, thrown.getMessage(), Map.of());
    }
    LOGGER.log(System.Logger.Level.ERROR, "a request to the control API failed", thrown);
    return problem(500, "The stub failed to handle this request; its log has the reason", Map.of());
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

  private static StubResponse junit(ViolationReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer xml = Printable.writer(bytes)) {
      report.writeJunitXml(xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StubResponse(200, Map.of("Content-Type", "application/xml"), bytes.toByteArray());
  }

  private StubResponse document() {
    URL own = domain.extension().document();
    URL url = own == null ? ControlPipeline.class.getResource(DOCUMENT) : own;
    try (InputStream document = Objects.requireNonNull(url, DOCUMENT).openStream()) {
      return new StubResponse(
          200, Map.of("Content-Type", "application/yaml"), document.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encodes leniently, so that an unpaired surrogate in a recorded request hides nothing else. */
  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> byte[] encode(ModelCodec<T> codec, Model model) {
    return Printable.utf8(codec.toText((T) model));
  }
}
