package io.customersession.stub.admin;

import io.customersession.stub.account.StoreFullException;
import io.customersession.stub.admin.model.Problem;
import io.customersession.stub.admin.runtime.Dispatcher;
import io.customersession.stub.admin.runtime.Json;
import io.customersession.stub.admin.runtime.JsonCodec;
import io.customersession.stub.admin.runtime.Model;
import io.customersession.stub.admin.runtime.ModelCodec;
import io.customersession.stub.admin.runtime.Operation;
import io.customersession.stub.admin.runtime.Routes;
import io.customersession.stub.admin.runtime.Violation;
import io.customersession.stub.admin.runtime.Violations;
import io.customersession.stub.http.Answer;
import io.customersession.stub.http.IncomingRequest;
import io.customersession.stub.http.Refusal;
import io.customersession.stub.http.RequestAborted;
import io.customersession.stub.http.RequestBody;
import io.customersession.stub.journal.Printable;
import io.customersession.stub.world.Worlds;
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
  private final int maxBodySize;
  private final AdminAccess access;

  AdminEngine(Worlds worlds, int maxBodySize, AdminAccess access) {
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
    this.maxBodySize = maxBodySize;
    this.access = access;
  }

  Answer answer(IncomingRequest request) {
    try {
      String query = access.check(request);
      if (request.rawPath().equals(DOCUMENT_PATH)) {
        onlyRead(request);
        return document();
      }
      Matcher junit = JUNIT_PATH.matcher(request.rawPath());
      if (junit.matches()) {
        onlyRead(request);
        return junit(junit.group(1));
      }
      return carriedOut(request, query);
    } catch (Refusal e) {
      return problem(e.status(), e, e.headers());
    } catch (IllegalArgumentException | RequestAborted e) {
      return problem(400, e, Map.of());
    } catch (StoreFullException e) {
      return problem(507, e, Map.of());
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "the stub failed to carry out an admin call", e);
      return problem(
          500,
          new Refusal(500, "The stub failed to carry this out; its log has the reason"),
          Map.of());
    }
  }

  private Answer carriedOut(IncomingRequest request, @Nullable String query) {
    Routes.Route route = Routes.find(request.rawPath());
    if (route == null) {
      throw new Refusal(404, "There is no such path; " + DOCUMENT_PATH + " has all there are");
    }
    Operation operation = route.operation(request.method());
    if (operation == null) {
      throw new Refusal(
          405,
          "The method is not allowed for this path",
          Map.of("Allow", String.join(", ", route.methods())));
    }
    byte[] bytes = RequestBody.read(request, maxBodySize);
    Violations violations = new Violations();
    Map<String, Object> parameters =
        AdminParameters.read(operation, query, route.rawValues(), violations);
    Object body = null;
    if (operation.body() != null && (bytes.length > 0 || operation.bodyRequired())) {
      RequestBody.checkHeaders(request);
      body = decode(operation.body(), bytes, violations);
    }
    if (!violations.all().isEmpty()) {
      throw new Refusal(400, sentence(violations.all()));
    }
    Object entity = dispatcher.call(operation, parameters, body);
    return new Answer(
        operation.successStatus(),
        Map.of(),
        entity instanceof Model model ? encode(model.codec(), model) : new byte[0]);
  }

  private static @Nullable Object decode(JsonCodec<?> codec, byte[] bytes, Violations violations) {
    return Json.decodeRequest(codec, bytes, violations).value();
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

  private static Answer problem(int status, RuntimeException e, Map<String, String> headers) {
    Problem problem = Problem.builder().message(String.valueOf(e.getMessage())).build();
    return new Answer(status, headers, encode(Problem.Codec.INSTANCE, problem));
  }

  private static void onlyRead(IncomingRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw new Refusal(
          405, "The method is not allowed for this path", Map.of("Allow", "GET, HEAD"));
    }
  }

  /** Answers what is no JSON, and therefore none of the document's operations. */
  private Answer junit(String world) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer xml = Printable.writer(bytes)) {
      places.world(world).report().writeJunitXml(xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(200, Map.of("Content-Type", "application/xml"), bytes.toByteArray());
  }

  private static Answer document() {
    try (InputStream document = AdminEngine.class.getResourceAsStream(DOCUMENT)) {
      return new Answer(
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
