package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** How the files of the console are served; the tests of the runnable jar use them in a browser. */
class ConsolePagesTest {
  private static final String CONSOLE = "/__stub/console";
  private static final int MAX_BYTES = 60 * 1024;

  private static List<Path> files() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/main/resources/io/customersession/contract/control/console"))) {
      return files.sorted().toList();
    }
  }

  private static String path(Path file) {
    String name = file.getFileName().toString();
    return name.equals("index.html") ? CONSOLE : CONSOLE + "/" + name;
  }

  @Test
  void everyFile_isServedWithItsTypeAndAPolicyThatAllowsOnlyOwnFiles() throws IOException {
    try (TaskStub stub = TaskStub.start()) {
      for (Path file : files()) {
        HttpResponse<String> response = stub.send("GET", path(file), null);

        assertThat(response.statusCode()).as(path(file)).isEqualTo(200);
        assertThat(response.body()).isEqualTo(Files.readString(file));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
            .isIn(
                "text/html; charset=utf-8",
                "text/css; charset=utf-8",
                "text/javascript; charset=utf-8",
                "image/svg+xml");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
            .hasValue(
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      }
    }
  }

  @Test
  void files_nameNoOtherHostAndMakeNoMarkupOfTexts() throws IOException {
    for (Path file : files()) {
      String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
      assertThat(text)
          .as(path(file))
          .doesNotContainPattern("https?://[a-z]")
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
    String page =
        Files.readString(
            files().stream().filter(f -> path(f).equals(CONSOLE)).findFirst().orElseThrow());
    assertThat(page)
        .doesNotContainPattern(
            Pattern.compile("<style|<script(?! type=.module. src=)| style=| on[a-z]+="));
  }

  @Test
  void files_takeAtMost60KilobytesCompressed() throws IOException {
    int sum = 0;
    for (Path file : files()) {
      byte[] content = Files.readAllBytes(file);
      Deflater deflater = new Deflater();
      deflater.setInput(content);
      deflater.finish();
      sum += deflater.deflate(new byte[content.length + 100]);
      deflater.end();
    }

    assertThat(sum).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void unchangedFile_isNotSentAgain() {
    try (TaskStub stub = TaskStub.start()) {
      String tag = stub.send("GET", CONSOLE, null).headers().firstValue("ETag").orElseThrow();

      HttpResponse<String> same = stub.send("GET", CONSOLE, null, "If-None-Match", tag);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(stub.send("GET", CONSOLE, null, "If-None-Match", "\"other\"").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void unknownFile_is404_andOtherMethods405() {
    try (TaskStub stub = TaskStub.start()) {
      for (String path :
          List.of(CONSOLE + "/", CONSOLE + "/index.html", CONSOLE + "/../ConsolePages.class")) {
        HttpResponse<String> response = stub.send("GET", path, null);
        assertThat(response.statusCode()).as(path).isEqualTo(404);
        assertThat(TaskStub.message(response.body()))
            .isEqualTo("The console has no such file; it is at /__stub/console");
      }
      assertThat(stub.send("GET", CONSOLE + "s", null).statusCode()).isEqualTo(404);
      HttpResponse<String> posted = stub.send("POST", CONSOLE, "{}");
      assertThat(posted.statusCode()).isEqualTo(405);
      assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void page_needsNoToken_butItsCallsDo() {
    try (TaskStub stub = TaskStub.start(builder -> builder.controlToken("secret-of-a-test"))) {
      assertThat(stub.send("GET", CONSOLE, null).statusCode()).isEqualTo(200);
      assertThat(stub.send("GET", "/__stub/contract", null).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void page_isNotServed_ifTheControlApiIsDisabled() {
    try (TaskStub stub = TaskStub.start(builder -> builder.controlApi(false))) {
      assertThat(stub.send("GET", CONSOLE, null).statusCode()).isEqualTo(404);
    }
  }
}
