package sample;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.stub.StubServer;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sample.client.api.FilesApi;
import sample.client.api.FlavorsApi;
import sample.client.api.FormsApi;
import sample.client.api.JobsApi;
import sample.client.api.PeopleApi;
import sample.client.api.StartJobResult;
import sample.client.api.TextsApi;
import sample.client.model.Account;
import sample.client.model.Color;
import sample.client.model.Form;
import sample.client.model.Home;
import sample.client.model.Job;
import sample.client.model.Pair;
import sample.client.model.Parts;
import sample.client.model.Problem;
import sample.client.model.Profile;
import sample.client.model.User;

/** Calls of every kind of body, from the generated client to the generated stub. */
public final class BodyCalls implements AutoCloseable {
  static final int LARGE = 5 << 20;

  private final StubServer server =
      StubServer.builder(
              world ->
                  sample.stub.api.Dispatcher.of(
                      new BodyResources.Files(),
                      new BodyResources.Flavors(),
                      new BodyResources.Forms(),
                      new BodyResources.Jobs(),
                      new BodyResources.People(),
                      new BodyResources.Texts()))
          .maxBodySize(2 * LARGE)
          .start();
  private final ApiClient client = ApiClient.builder().baseUrl(server.url()).build();
  private final List<String> story = new ArrayList<>();

  /** Returns what a group of calls came to. */
  public static List<String> run(String group) throws Exception {
    try (BodyCalls calls = new BodyCalls()) {
      switch (group) {
        case "results" -> calls.results();
        case "flavors" -> calls.flavors();
        case "texts" -> calls.texts();
        case "files" -> calls.files();
        case "forms" -> calls.forms();
        case "parts" -> calls.parts();
        case "people" -> calls.people();
        default -> throw new IllegalArgumentException(group);
      }
      return calls.story;
    }
  }

  private void results() {
    JobsApi jobs = new JobsApi(client);
    for (String name : List.of("200", "201", "202", "204")) {
      StartJobResult result = jobs.startJob(Job.builder().name(name).build());
      story.add(
          result.status() + " " + result.body200() + " " + result.body201() + " " + result.body202());
      if (name.equals("201")) {
        story.add(
            result.getLocation() + " " + result.getXLeft() + " " + result.getXTags() + " "
                + result.header("Content-Type").orElse("none"));
      }
    }
    story.add("problem: " + failed(() -> jobs.startJob(Job.builder().name("409").build()), e ->
        e.error(Problem.Codec.INSTANCE).orElseThrow().getTitle()
            + " " + e.header("Retry-After", Integer.class).orElseThrow()
            + " " + e.header("content-type").orElseThrow()));
    story.add("text: " + failed(() -> jobs.startJob(Job.builder().name("418").build()), e ->
        e.status() + " " + e.bodyText() + " " + e.header("content-type").orElseThrow()));
    story.add("own violations: " + server.violations());
    jobs.startJob(Job.builder().name("bare").build());
    story.add(
        "without Location: " + server.violations().get(0).location() + ", "
            + server.violations().get(0).details());
    server.reset();
    sample.client.api.GetRangeResult range = jobs.getRange();
    story.add("range: " + range.status() + " " + range.body());
    story.add("default: " + jobs.getDefault());
    sample.client.api.GetMovedResult moved = jobs.getMoved();
    story.add("moved: " + moved.status() + " " + moved.header("Location").orElse("none"));
    jobs.getSilence();
    story.add("head: " + jobs.lookAt().getEtag());
    story.add("own violations: " + server.violations());
  }

  private void flavors() throws Exception {
    FlavorsApi flavors = new FlavorsApi(client);
    story.add(String.valueOf(flavors.putFlavor(Job.builder().name("a").size(3).build())));
    story.add(sent());
    String json = "{\"name\":\"x\"}";
    story.add(raw("PUT", "/flavors", "application/vnd.job+json", "*/*", json));
    story.add(raw("PUT", "/flavors", "application/x-www-form-urlencoded", "text/json", "name=x&size=4&tags=1&tags=b"));
    story.add(raw("PUT", "/flavors", "application/x-www-form-urlencoded", "text/json", "name=x&size=0"));
    story.add(raw("PUT", "/flavors", "application/json", "*/*", json));
    story.add(raw("PUT", "/flavors", "application/xml", "*/*", "<a/>"));
    story.add(raw("PUT", "/flavors", "application/vnd.job+json; charset=latin1", "*/*", json));
    story.add(raw("PUT", "/flavors", "application/vnd.job+json", "image/png", json));
  }

  private void texts() throws Exception {
    TextsApi texts = new TextsApi(client);
    story.add(texts.sendCsv("k", "a,b\r\nä,2"));
    story.add(sent());
    story.add(failed(() -> texts.sendCsv("k", "far too long for any column"), ApiException::bodyText));
    story.add(texts.sendNumber("k", 7));
    story.add(failed(() -> texts.sendNumber("k", 11), ApiException::bodyText));
    story.add(texts.sendLines("k", "{\"name\":\"a\"}\n{\"name\":\"b\"}\n"));
    story.add(sent());
    try (BinaryData odd = texts.sendOdd("k", "odd")) {
      story.add(new String(odd.toByteArray(), StandardCharsets.UTF_8));
    }
    story.add(raw("POST", "/texts/k", "text/csv; charset=iso-8859-1", "*/*", "plain"));
    story.add(raw("POST", "/texts/k", "text/plain", "*/*", "plain"));
  }

  private void files() throws Exception {
    FilesApi files = new FilesApi(client);
    for (int size : new int[] {0, 3, 100_000, LARGE}) {
      byte[] octets = octets(size);
      BinaryData file = BinaryData.of(() -> new java.io.ByteArrayInputStream(octets), size % 2 == 0 ? size : -1);
      try (BinaryData back = files.sendFile(size == 3 ? file.withContentType("image/png") : file)) {
        story.add(size + " " + java.util.Arrays.equals(octets, back.toByteArray()) + " " + back.contentType());
      }
    }
    story.add(failed(() -> files.sendFile(BinaryData.of("none")), e ->
        e.status() + " " + e.error(Problem.Codec.INSTANCE).orElseThrow().getTitle()));
    story.add(raw("POST", "/files", "text/plain", "*/*", "plain"));
    BinaryData big = BinaryData.of(InputStream.nullInputStream(), 0);
    try (BinaryData back = files.sendFile(big)) {
      story.add(String.valueOf(back.toByteArray().length));
    }
  }

  private void forms() throws Exception {
    FormsApi forms = new FormsApi(client);
    Form form =
        Form.builder()
            .name("a&b=ä")
            .count(3)
            .price(new BigDecimal("1.50"))
            .agreedToTerms(true)
            .day(LocalDate.of(2026, 1, 31))
            .color(Color.RED)
            .many(List.of(1, 2))
            .commas(List.of("x", "y"))
            .pipes(List.of("p", "q"))
            .deep(Pair.builder().left("l").right(1).build())
            .pair(Pair.builder().left("m").right(2).build())
            .build();
    story.add(String.valueOf(forms.sendForm(form).equals(form)));
    story.add(sent());
    String type = "application/x-www-form-urlencoded";
    story.add(raw("POST", "/forms", type, "*/*", "name=a&count=10&price=x&many=1&many=2&many=3&many=4"));
    story.add(raw("POST", "/forms", type, "*/*", "name=ab&deep%5Bright%5D=x&color=blue&day=never&agreedToTerms=1"));
    story.add(raw("POST", "/forms", type, "*/*", "count=1&count=2"));
    story.add(raw("POST", "/forms", type, "*/*", "name=%zz"));
  }

  private void parts() throws Exception {
    FormsApi forms = new FormsApi(client);
    byte[] large = octets(LARGE);
    List<String> arrived =
        forms.sendParts(
            Parts.builder()
                .title("ä\"quoted\"")
                .count(3)
                .pair(Pair.builder().left("l").build())
                .pairs(List.of(Pair.builder().right(1).build(), Pair.builder().right(2).build()))
                .odd("json")
                .upload(BinaryData.of(() -> new java.io.ByteArrayInputStream(large), LARGE).withFileName("ä\".bin"))
                .photo(BinaryData.of("png").withContentType("image/png").withFileName("p.png"))
                .files(List.of(BinaryData.of("one"), BinaryData.of("two")))
                .build());
    story.addAll(arrived);
    story.add(
        failed(
            () ->
                forms.sendParts(
                    Parts.builder()
                        .title("t")
                        .count(10)
                        .upload(BinaryData.of(""))
                        .photo(BinaryData.of("gif").withContentType("image/gif"))
                        .files(List.of(BinaryData.of("1"), BinaryData.of("2"), BinaryData.of("3")))
                        .build()),
            ApiException::bodyText));
    story.add(raw("PUT", "/forms", "multipart/form-data; boundary=x", "*/*",
        "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt\r\n--x--\r\n"));
    story.add(raw("PUT", "/forms", "multipart/form-data; boundary=x", "*/*", "--y"));
    story.add(raw("PUT", "/forms", "multipart/form-data", "*/*", "--y"));
  }

  private void people() throws Exception {
    PeopleApi people = new PeopleApi(client);
    Account account =
        Account.builder().balance("12.50").limit("1e3").count("007").raw(BinaryData.of("ä")).build();
    story.add(String.valueOf(people.putAccount("1", account).equals(account)));
    story.add(sent());
    Profile change =
        Profile.builder()
            .additionalProperty("name", null)
            .home(Home.builder().additionalProperty("street", null).build())
            .build();
    people.patchProfile("1", change);
    story.add(sent());
    String patch = "application/merge-patch+json";
    story.add(raw("PATCH", "/profiles/1", patch, "*/*", "{\"email\":null}"));
    story.add(raw("PATCH", "/profiles/1", patch, "*/*", "{\"name\":null,\"home\":{\"street\":null}}"));
    story.add(raw("PATCH", "/profiles/1", "application/json", "*/*", "{}"));
    story.add(failed(() -> people.patchProfile("lost", change), e ->
        e.status() + " " + e.error(Problem.Codec.INSTANCE).orElseThrow() + " "
            + e.header("Content-Type").orElseThrow()));
    User user = people.addUser(User.builder().name("n").password("p").build());
    story.add(user.getId() + " " + user.getName() + " " + user.getPassword());
    story.add(raw("POST", "/users", "application/json", "*/*", "{\"name\":\"n\"}"));
    story.add("own violations: " + server.violations().stream().filter(each -> each.location().startsWith("response")).toList());
    people.addUser(User.builder().name("nobody").password("p").build());
    story.add(server.violations().get(server.violations().size() - 1).details());
    try {
      User.builder().name("n").build();
    } catch (IllegalStateException e) {
      story.add(e.getMessage());
    }
  }

  /** Returns the Content-Type and the Accept header of the last request, and the short body. */
  private String sent() {
    var exchanges = server.journal().exchanges();
    var last = exchanges.get(exchanges.size() - 1);
    return last.headers().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type")
                || header.getKey().equalsIgnoreCase("Accept"))
            .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
            .sorted()
            .toList()
        + " "
        + last.body();
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
        + " " + response.headers().firstValue("Content-Type").orElse("none")
        + " " + response.body();
  }

  private static String failed(
      Supplier<?> call, java.util.function.Function<ApiException, String> what) {
    try {
      return "no failure: " + call.get();
    } catch (ApiException e) {
      return what.apply(e);
    }
  }

  static byte[] octets(int count) {
    byte[] octets = new byte[count];
    new java.util.Random(count).nextBytes(octets);
    return octets;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
