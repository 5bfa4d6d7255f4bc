package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both READMEs say about controlling the stub. */
class ControlReadmeTest {
  private static final String SESSION = "{\"customerSession\":{}}";

  private final CustomerSessionStub stub = Stubs.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private static String readme(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Returns the rows of the table under a heading, each as its cells. */
  private static List<List<String>> table(String readme, String heading) {
    String section = readme(readme).split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return section
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  private static List<String> quoted(String cell) {
    return Pattern.compile("`([^`]*)`")
        .matcher(cell)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<List<String>> control() {
    return table("../../README.md", "Controlling the stub");
  }

  @Test
  void table_hasEveryOperationOfTheControlApi() {
    Set<String> documented = new TreeSet<>();
    for (List<String> row : control()) {
      List<String> methods = new java.util.ArrayList<>();
      for (String call : quoted(row.get(2))) {
        methods.add(call.split(" ", 2)[0]);
        if (call.contains(" ")) {
          methods.forEach(method -> documented.add(method + " " + call.split(" ", 2)[1]));
          methods.clear();
        }
      }
    }
    assertThat(documented)
        .isEqualTo(
            Stream.concat(
                    Arrays.stream(io.customersession.contract.control.api.ApiOperation.values()),
                    Arrays.stream(io.customersession.stub.control.api.ApiOperation.values()))
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void table_hasJavaCallsThatThereAre() {
    List<String> calls = control().stream().flatMap(row -> quoted(row.get(1)).stream()).toList();
    assertThat(calls).hasSizeGreaterThan(20);
    for (String call : calls) {
      List<String> steps =
          Pattern.compile("\\.(\\w+)\\(")
              .matcher(call)
              .results()
              .map(match -> match.group(1))
              .toList();
      Class<?> type = call.startsWith("stub.") ? CustomerSessionStub.class : World.class;
      for (String step : steps) {
        Class<?> owner = type;
        type =
            Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(step))
                .findFirst()
                .<Class<?>>map(Method::getReturnType)
                .orElseThrow(() -> new AssertionError(call + ": " + owner + " has no " + step));
      }
    }
  }

  @Test
  void table_hasEveryHeaderThatTheStubKnows_andEachWorks() {
    Set<String> names = new TreeSet<>();
    for (List<String> row : control()) {
      for (String header : quoted(row.get(3))) {
        String[] parts = header.split(": ", 2);
        names.add(parts[0]);
        new Api(stub)
            .header(parts[0], parts[1])
            .getV2("nobody")
            .expect(header.endsWith("status=503") ? 503 : 404);
      }
    }
    String known =
        new Api(stub).header("X-Stub-Nothing", "1").getV2("s").message().split("it knows ", 2)[1];
    assertThat(names).containsExactlyInAnyOrder(known.split(", ", -1));
  }

  static Stream<List<String>> faults() {
    return table("../README.md", "Faults").stream();
  }

  @ParameterizedTest
  @MethodSource
  void faults(List<String> row) throws IOException {
    String text = quoted(row.get(0)).get(0);
    assertThat(Fault.parse(text)).hasToString(text);
    boolean carriedOut = row.get(2).startsWith("yes");
    meets(text, "s", "X-Stub-Fault: " + text + "\r\n", SESSION);
    assertThat(stub.journal().find().last().orElseThrow().fault()).endsWith(" by header");
    new Api(stub).getV2("s").expect(carriedOut ? 200 : 404);
  }

  static Stream<List<String>> magicValues() {
    return table("../README.md", "Magic values").stream();
  }

  @ParameterizedTest
  @MethodSource
  void magicValues(List<String> row) throws IOException {
    String value = quoted(row.get(0)).get(0);
    String fault = quoted(row.get(1)).get(0);
    meets(fault, value, "", SESSION);
    meets(fault, "s", "", "{\"customerSession\":{\"couponCodes\":[\"" + value + "\"]}}");
    meets(fault, "s", "", "{\"customerSession\":{\"profileId\":\"" + value + "\"}}");
    meets(fault, "twice", "", "{\"customerSession\":{\"referralCode\":\"" + value + "-times-1\"}}");
    new Api(stub).putV2("twice", "{\"referralCode\":\"" + value + "-times-1\"}").expect(200);
    new Api(stub).header("X-Stub-Fault", "none").putV2(value, "{}").expect(200);
  }

  /** Sends an update and expects what a fault brings. */
  private void meets(String fault, String id, String headers, String body) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      long start = System.nanoTime();
      connection.request(
          "PUT /v2/customer_sessions/" + id,
          "Content-Type: application/json\r\n" + headers,
          body.getBytes(StandardCharsets.UTF_8));
      Api.Response response = connection.response();
      if (fault.startsWith("drop")) {
        assertThat(response).isNull();
        return;
      }
      int length = Integer.parseInt(response.headers().get("content-length"));
      switch (fault.split("=", 2)[0]) {
        case "delay" -> {
          assertThat(response.status()).isEqualTo(200);
          assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(10).toNanos());
        }
        case "status" -> {
          assertThat(response.status()).isEqualTo(Integer.parseInt(fault.substring(7, 10)));
          assertThat(response.headers().containsKey("retry-after"))
              .isEqualTo(fault.contains("retry-after=2"));
        }
        case "conflict" -> assertThat(response.status()).isEqualTo(409);
        case "truncate" -> assertThat(response.body()).hasSize(length / 2);
        case "malformed" -> {
          assertThat(response.body()).hasSize(length);
          assertThatThrownBy(response::json)
              .isInstanceOf(com.google.gson.JsonSyntaxException.class);
        }
        default -> throw new AssertionError("no expectation for " + fault);
      }
    }
  }

  @Test
  void snippet_java_doesWhatTheHttpCallsDo() throws Exception {
    // snippet
    Fault unavailable = Fault.status(503, Duration.ofSeconds(2));
    World world = stub.world("cart-test");
    world.clock().freezeAt(Instant.parse("2030-01-01T00:00:00Z"));
    world.faults().add(FaultRule.of(unavailable).operation("updateCustomerSessionV2").times(2));
    world.seed(
        SessionSeed.of("cart-7")
            .state(SessionState.PARTIALLY_RETURNED)
            .content("{\"cartItems\": [{\"sku\": \"mug\", \"quantity\": 2, \"price\": 10.5}]}")
            .returned(0, 1));
    // end
    String byJava = world();
    stub.reset();
    String calls =
        CurlLines.of(readme("../README.md")).stream()
            .filter(block -> block.contains("cart-test"))
            .findFirst()
            .orElseThrow();
    CurlLines.run(stub, calls);
    assertThat(world()).isEqualTo(byJava);
  }

  private String world() {
    Api api = new Api(stub).header("X-Stub-World", "cart-test");
    Api.Response refused = api.putV2("other", "{}").expect(503);
    assertThat(refused.headers()).containsEntry("retry-after", "2");
    api.putV2("other", "{}").expect(503);
    api.putV2("other", "{}").expect(200);
    return api.getV2("cart-7").expect(200).body();
  }

  @Test
  void javaSnippets_ofTheReadme_standInThisTest() {
    List<String> here =
        Pattern.compile("// snippet\n(.*?) *// end", Pattern.DOTALL)
            .matcher(readme("src/test/java/io/customersession/stub/ControlReadmeTest.java"))
            .results()
            .map(match -> match.group(1).stripTrailing().stripIndent())
            .toList();
    List<String> there =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(readme("../README.md").split("## Worlds", 2)[1])
            .results()
            .map(match -> match.group(1).replaceFirst("\\A(import [^\n]+\n)+\n", "").strip())
            .toList();
    assertThat(there).isNotEmpty().isSubsetOf(here);
  }

  @Test
  void seed_thatCannotBe_isRefusedAsTheReadmeSays() {
    assertThatThrownBy(() -> stub.world().seed(SessionSeed.of("cart-7").returned(0, 1)))
        .satisfies(e -> assertThat(readme("../README.md")).contains("\n" + e.getMessage() + "\n"));
  }
}
