package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, responses and headers of every kind, from the generated client to the generated stub. */
class BodiesTest {
  private static final Path DOCUMENT = Path.of("src/test/resources/bodies/bodies.yaml");
  private static final Path CALLS = Path.of("src/test/bodies/BodyCalls.java");
  private static final Path RESOURCES = Path.of("src/test/bodies/BodyResources.java");
  private static final String INVALID =
      "{\"message\":\"The submitted data was invalid\",\"errors\":[";
  private static final String JSON = " application/json ";

  private static ClassLoader classes;

  @BeforeAll
  static void generate(@TempDir Path directory) throws Exception {
    String document = Files.readString(DOCUMENT);
    Generated.from("contract-client", document, "sample.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "sample.stub", directory);
    classes = both.compile(17, List.of(CALLS, RESOURCES));
  }

  @Test
  void results_ofSeveralStatuses_tellStatusBodyAndHeaders() throws Exception {
    assertThat(run("results"))
        .containsExactly(
            "200 {\"name\":\"200\"} null null",
            "201 null {\"name\":\"201\"} null",
            "/jobs/1 7 [a, b] application/vnd.job.v2+json",
            "202 null null {\"number\":1}",
            "204 null null null",
            "problem: taken 5 application/problem+json",
            "text: 418 I am a teapot text/plain; charset=utf-8",
            "own violations: []",
            "without Location: response header Location, Location is required",
            "range: 203 {\"name\":\"j\"}",
            "default: {\"name\":\"j\"}",
            "moved: 302 /jobs",
            "head: \"1\"",
            "own violations: []");
  }

  @Test
  void flavors_ofMediaTypes_areSentAcceptedAndReturnedAsDeclared() throws Exception {
    String refused =
        "415"
            + JSON
            + "{\"message\":\"The media type is not supported; send application/vnd.job+json;"
            + " charset=utf-8 or application/x-www-form-urlencoded\"}";
    assertThat(run("flavors"))
        .containsExactly(
            "{\"name\":\"a\",\"size\":3}",
            "[Accept: application/json, text/json,"
                + " Content-type: application/vnd.job+json; charset=utf-8]"
                + " {\"name\":\"a\",\"size\":3}",
            "200 application/json {\"name\":\"x\"}",
            "200 text/json {\"name\":\"x\",\"size\":4,\"tags\":[\"1\",\"b\"]}",
            "400"
                + JSON
                + INVALID
                + "{\"details\":\"size must be at least 1\",\"pointer\":\"/size\"}]}",
            refused,
            refused,
            refused,
            "406"
                + JSON
                + "{\"message\":\"No declared media type is acceptable; accept application/json or"
                + " text/json\"}");
  }

  @Test
  void texts_areStrings_andCheckedByTheirSchemas() throws Exception {
    assertThat(run("texts"))
        .containsExactly(
            "<job>a,b\r\nä,2</job>",
            "[Accept: application/xml, Content-type: text/csv; charset=utf-8] a,b\r\nä,2",
            INVALID
                + "{\"details\":\"the body must be at most 20 characters long\",\"pointer\":\"\"}]}",
            "<b>8</b>",
            INVALID + "{\"details\":\"the body must be at most 10\",\"pointer\":\"\"}]}",
            "data: 2\n\n",
            "[Accept: text/event-stream, Content-type: application/x-ndjson]"
                + " {\"name\":\"a\"}\n{\"name\":\"b\"}\n",
            "odd!",
            "200 application/xml <job>plain</job>",
            "415" + JSON + "{\"message\":\"The media type is not supported; send text/csv\"}");
  }

  @Test
  void files_ofAnySize_areStreamedInBothDirections() throws Exception {
    assertThat(run("files"))
        .containsExactly(
            "0 true application/octet-stream",
            "3 true image/png",
            "100000 true application/octet-stream",
            "5242880 true application/octet-stream",
            "404 none",
            "415"
                + JSON
                + "{\"message\":\"The media type is not supported; send application/octet-stream or"
                + " image/*\"}",
            "0");
  }

  @Test
  void forms_areReadAsTheirSchemas_andEveryViolationHasAPointer() throws Exception {
    assertThat(run("forms"))
        .containsExactly(
            "true",
            "[Accept: application/json, Content-type: application/x-www-form-urlencoded]"
                + " name=a%26b%3D%C3%A4&count=3&price=1.50&agreedToTerms=true&day=2026-01-31&color=red"
                + "&many=1&many=2&commas=x%2Cy&pipes=p%7Cq&deep%5Bleft%5D=l&deep%5Bright%5D=1"
                + "&pair=%7B%22left%22%3A%22m%22%2C%22right%22%3A2%7D",
            refused(
                "name must be at least 2 characters long|/name",
                "count must be at most 9|/count",
                "price must be a number|/price",
                "many must have at most 3 items|/many"),
            refused(
                "agreedToTerms must be true or false|/agreedToTerms",
                "day must be a day such as 2026-01-31|/day",
                "color must be one of the following: \\\"red\\\", \\\"green\\\"|/color",
                "right must be an integer of 32 bits|/deep/right"),
            refused("count is given more than once|/count", "name is required|/name"),
            refused("the body must be percent-encoded form fields|"));
  }

  @Test
  void parts_ofAForm_areTextsJsonAndFiles() throws Exception {
    assertThat(run("parts"))
        .containsExactly(
            "ä\"quoted\"",
            "3",
            "{\"left\":\"l\"}",
            "[{\"right\":1}, {\"right\":2}]",
            "json",
            "5242880 true ä\".bin application/octet-stream",
            "image/png p.png png",
            "[one, two]",
            refused(
                    "photo must have the content type image/png, image/jpeg|/photo",
                    "count must be at most 9|/count",
                    "files must have at most 2 items|/files")
                .substring(("400" + JSON).length()),
            refused("upload is required|/upload"),
            refused("the body is not a valid multipart form|"),
            refused("the body has no boundary in its Content-Type|"));
  }

  @Test
  void properties_ofOneDirection_ofNumbersInTexts_andOfPatches_areAsDeclared() throws Exception {
    assertThat(run("people"))
        .containsExactly(
            "true",
            "[Accept: application/json, Content-type: application/json]"
                + " {\"balance\":\"12.50\",\"limit\":\"1e3\",\"count\":\"007\",\"raw\":\"ä\"}",
            "[Accept: application/vnd.shop.v2+json, application/problem+json,"
                + " Content-type: application/merge-patch+json]"
                + " {\"home\":{\"street\":null},\"name\":null}",
            refused("email must not be null|/email"),
            "200 application/vnd.shop.v2+json {\"home\":{\"street\":null},\"name\":null}",
            "415"
                + JSON
                + "{\"message\":\"The media type is not supported; send"
                + " application/merge-patch+json\"}",
            "404 {\"title\":\"lost\"} application/problem+json",
            "7 n null",
            refused("password is required|/password"),
            "own violations: []",
            "id is required",
            "User.password is required, but absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'204': {description: Alive.}", "default: {description: Any.}"})
  void document_withoutSchemas_compiles(String response, @TempDir Path directory) throws Exception {
    String document =
        """
        openapi: 3.0.3
        info: {title: Ping, version: 1.0.0}
        paths:
          /ping:
            get:
              operationId: ping
              tags: [Ping]
              responses:
                %s
        """
            .formatted(response);
    Generated.from("contract-client", document, "ping.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "ping.stub", directory);

    assertThat(both.compile(17).loadClass("ping.client.api.PingApi")).isNotNull();
  }

  /** Returns the response to a request with violations, each written as details|pointer. */
  private static String refused(String... violations) {
    String errors =
        java.util.Arrays.stream(violations)
            .map(each -> each.split("\\|", -1))
            .map(each -> "{\"details\":\"" + each[0] + "\",\"pointer\":\"" + each[1] + "\"}")
            .collect(java.util.stream.Collectors.joining(","));
    return "400" + JSON + INVALID + errors + "]}";
  }

  @SuppressWarnings("unchecked")
  private static List<String> run(String group) throws Exception {
    try {
      return (List<String>)
          classes.loadClass("sample.BodyCalls").getMethod("run", String.class).invoke(null, group);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
