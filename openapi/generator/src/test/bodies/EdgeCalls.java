package edges;

import static edges.stub.model.Code.TAKEN;

import edges.client.api.EdgesApi;
import edges.client.api.SecuritySchemes;
import edges.client.model.Code;
import edges.client.model.Form;
import edges.client.model.Pair;
import edges.stub.api.Dispatcher;
import edges.stub.api.GetTagsResult;
import edges.stub.model.Problem;
import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.violation.ContractViolation;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Calls at the edge of what can be sent, from the generated client to the generated stub. */
public final class EdgeCalls implements AutoCloseable {
  private static final int LARGE = 1 << 20;

  private final StubServer server =
      StubServer.builder(world -> Dispatcher.of(new Resource())).start();
  private final ApiClient client =
      ApiClient.builder().baseUrl(server.url()).key(SecuritySchemes.KEY, "secret").build();
  private final EdgesApi edges = new EdgesApi(client);
  private final List<String> story = new ArrayList<>();

  /** Returns what a group of calls came to. */
  public static List<String> run(String group) throws Exception {
    try (EdgeCalls calls = new EdgeCalls()) {
      switch (group) {
        case "errors" -> calls.errors();
        case "codes" -> calls.codes();
        case "charsets" -> calls.charsets();
        case "octets" -> calls.octets();
        case "abandoned" -> calls.abandoned();
        case "lists" -> calls.lists();
        case "parameters" -> calls.parameters();
        default -> throw new IllegalArgumentException(group);
      }
      return calls.story;
    }
  }

  private void errors() throws Exception {
    story.add(note("image/png", "taken"));
    story.add(note("image/png", "odd"));
    story.add(note("image/png", "fine"));
  }

  private void codes() throws Exception {
    for (String name : List.of("taken", "other")) {
      try {
        edges.deleteCode(name);
      } catch (ApiException e) {
        story.add(
            e.status() + " " + e.bodyText() + " " + e.error(Code.Codec.INSTANCE));
      }
    }
    story.add(violations());
  }

  private void charsets() throws Exception {
    story.add(edges.putNote("ä"));
    story.add(failed(() -> edges.putNote("\u20ac")));
    story.add(note("*/*", "latin"));
    story.add(note("*/*", "greek"));
    story.add(note("*/*", "label"));
    story.add(violations());
  }

  private void octets() throws Exception {
    story.add(failed(() -> edges.putImage("a", BinaryData.of("gif").withContentType("image/gif"))));
    try (BinaryData image = edges.getImage("png")) {
      story.add(image.contentType() + " " + image.toByteArray().length);
    }
    story.add(failed(() -> edges.getImage("gif")));
    story.add(malformed("png"));
    story.add(malformed("unknown"));
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String head = "PUT /images/a HTTP/1.1\r\nHost: h\r\nContent-Type: image/png\r\nContent-Length: ";
      socket.getOutputStream().write((head + "99999999\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(30_000);
      story.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
    }
  }

  private String malformed(String name) throws Exception {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + "/images/" + name))
                    .header("X-Stub-Fault", "malformed")
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    return "malformed: " + response.statusCode() + " " + response.body().length;
  }

  /** The future is completed by its owner while the response arrives. */
  private void abandoned() throws Exception {
    AtomicReference<CompletableFuture<ApiResponse<BinaryData>>> future = new AtomicReference<>();
    ConnectionPool pool = new ConnectionPool();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectionPool(pool)
            .addInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  while (future.get() == null) {
                    Thread.onSpinWait();
                  }
                  future.get().complete(null);
                  return response;
                })
            .build();
    try (ApiClient other = ApiClient.builder().baseUrl(server.url()).httpClient(http).build()) {
      future.set(other.executeAsync(new EdgesApi(other).getImageCall("png")));
      future.get().get();
      while (http.dispatcher().runningCallsCount() > 0) {
        Thread.sleep(10);
      }
      story.add("in use: " + (pool.connectionCount() - pool.idleConnectionCount()));
    } finally {
      http.dispatcher().executorService().shutdown();
      pool.evictAll();
    }
  }

  private void lists() throws Exception {
    story.add(failed(() -> edges.sendForm(Form.builder().commas(List.of("a", "b,c")).build())));
    Pair pair = Pair.builder().left("a,b").build();
    story.add(failed(() -> edges.sendForm(Form.builder().flat(pair).build())));
    story.add(form("flat=left,a,right"));
    story.add(form("flat=left,a,right,b&commas=a,b"));
    story.add(edges.getTags(2).getXTags().toString());
    story.add(edges.getTags(0).getXTags().toString());
    story.add(failed(() -> edges.getTags(-1)));
  }

  private void parameters() {
    story.add(edges.filter(Map.of("color", "red")).toString());
    story.add(failed(() -> edges.getHidden(List.of("", ""))));
    story.add(failed(() -> edges.getHidden(List.of("."))));
    story.add(failed(() -> edges.getHidden(List.of(".", "a"))));
  }

  private String form(String fields) throws Exception {
    return raw("POST", "/forms", "application/x-www-form-urlencoded", "*/*", fields);
  }

  private String note(String accept, String text) throws Exception {
    return raw("PUT", "/notes", "text/plain; charset=iso-8859-1", accept, text);
  }

  private String violations() {
    return server.violations().stream().map(ContractViolation::details).toList().toString();
  }

  private String raw(String method, String path, String type, String accept, String body)
      throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", type)
                    .header("Accept", accept)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return response.statusCode()
        + " "
        + response.headers().firstValue("Content-Type").orElse("none")
        + " "
        + response.body();
  }

  private interface Attempt {
    void run();
  }

  private static String failed(Attempt call) {
    try {
      call.run();
      return "no failure";
    } catch (ApiException e) {
      return e.status() + " " + e.bodyText();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /** The handlers of the stub. */
  private static final class Resource implements edges.stub.api.EdgesApi {
    @Override
    public Map<String, String> filter(Map<String, String> filter) {
      return filter;
    }

    @Override
    public String putNote(String note) {
      switch (note) {
        case "taken":
          throw HttpError.of(409, Problem.builder().title("taken").build());
        case "odd":
          throw HttpError.withBody(409, "not a problem");
        case "latin":
          throw teapot("ä", "text/plain; charset=iso-8859-1");
        case "greek":
          throw teapot("\u03b1", "text/plain; charset=iso-8859-1");
        case "label":
          throw teapot("text", "application/json");
        default:
          return note;
      }
    }

    @Override
    public void deleteCode(String name) {
      throw HttpError.withBody(409, name.equals("taken") ? TAKEN : List.of(name));
    }

    private static HttpError teapot(String text, String type) {
      return HttpError.withBody(418, text).withHeader("content-type", type);
    }

    @Override
    public BinaryData getImage(String name) {
      byte[] octets = new byte[LARGE];
      long length = name.equals("unknown") ? BinaryData.UNKNOWN_LENGTH : LARGE;
      BinaryData image = BinaryData.of(new ByteArrayInputStream(octets), length);
      return name.equals("gif") ? image.withContentType("image/gif") : image;
    }

    @Override
    public void putImage(String name, BinaryData body) {}

    @Override
    public void sendForm(edges.stub.model.Form form) {}

    @Override
    public GetTagsResult getTags(Integer count) {
      return GetTagsResult.status200()
          .withXTags(count < 0 ? List.of("a,b") : Collections.nCopies(count, "a"));
    }

    @Override
    public void getHidden(List<String> name) {}
  }
}
