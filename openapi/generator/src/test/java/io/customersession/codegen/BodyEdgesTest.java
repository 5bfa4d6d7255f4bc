package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies, parameters and headers at the edge of what can be sent, in generated code. */
class BodyEdgesTest {
  private static final Path DOCUMENT = Path.of("src/test/resources/bodies/edges.yaml");
  private static final Path CALLS = Path.of("src/test/bodies/EdgeCalls.java");

  private static final String DOTS =
      "name must not be empty, \".\" or \"..\": it would change the path";

  private static ClassLoader classes;

  @BeforeAll
  static void generate(@TempDir Path directory) throws Exception {
    String document = Files.readString(DOCUMENT);
    Generated.from("contract-client", document, "edges.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "edges.stub", directory);
    classes = both.compile(17, List.of(CALLS));
  }

  @Test
  void errors_thatTheClientDoesNotAccept_areSent_andThoseThatCannotBeEncodedAre500()
      throws Exception {
    assertThat(run("errors"))
        .containsExactly(
            "409 application/problem+json {\"title\":\"taken\"}",
            "500 application/json {\"message\":\"java.lang.ClassCastException\"}",
            "406 application/json"
                + " {\"message\":\"No declared media type is acceptable; accept text/plain\"}");
  }

  @Test
  void error_thatIsAConstant_isSentAndTyped() throws Exception {
    assertThat(run("codes"))
        .containsExactly(
            "409 \"taken\" Optional[taken]",
            "500 {\"message\":\"java.lang.ClassCastException\"} Optional.empty",
            "[]");
  }

  @Test
  void texts_areWrittenInTheCharsetOfTheirContentType() throws Exception {
    assertThat(run("charsets"))
        .containsExactly(
            "ä",
            "the text has a character that ISO-8859-1 does not have",
            "418 text/plain; charset=iso-8859-1 ä",
            "500 application/json {\"message\":\"java.lang.IllegalArgumentException\"}",
            "418 text/plain; charset=utf-8 text",
            "[The content type application/json is not declared]");
  }

  @Test
  void octets_keepTheirContentType_areRefusedBeforeTheyAreSent_andCanBeMalformed()
      throws Exception {
    assertThat(run("octets"))
        .containsExactly(
            "the body has the content type image/gif, but the document declares image/png",
            "image/png 1048576",
            "500 {\"message\":\"java.lang.IllegalArgumentException\"}",
            "malformed: 200 524288",
            "malformed: 200 32768",
            "HTTP/1.1 413");
  }

  @Test
  void response_thatNobodyGets_releasesItsConnection() throws Exception {
    assertThat(run("abandoned")).containsExactly("in use: 0");
  }

  @Test
  void items_thatContainTheirDelimiter_areRefused() throws Exception {
    assertThat(run("lists"))
        .containsExactly(
            "an item of commas must not contain \",\"",
            "an item of flat must not contain \",\"",
            "400 application/json {\"message\":\"The submitted data was invalid\","
                + "\"errors\":[{\"details\":\"flat must have a value for each name\","
                + "\"pointer\":\"/flat\"}]}",
            "204 none ",
            "[a, a]",
            "[]",
            "500 {\"message\":\"java.lang.IllegalArgumentException\"}");
  }

  @Test
  void objects_doNotTakeKeys_andPathsHaveNoDots() throws Exception {
    assertThat(run("parameters")).containsExactly("{color=red}", DOTS, DOTS, "no failure");
  }

  @SuppressWarnings("unchecked")
  private static List<String> run(String group) throws Exception {
    try {
      return (List<String>)
          classes.loadClass("edges.EdgeCalls").getMethod("run", String.class).invoke(null, group);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
