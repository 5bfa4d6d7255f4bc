package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.api.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples beside the document are what it says they are. */
class ExamplesTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(Document.examples())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void files_areExactlyThoseThatTheDocumentNames() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher values = Pattern.compile("externalValue: (\\S+)").matcher(Document.text());
    while (values.find()) {
      named.add(values.group(1));
    }
    Set<String> present =
        files().stream()
            .map(file -> Document.examples().getParent().relativize(file).toString())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(present).isEqualTo(named).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void example_isValidAndSurvivesARoundTrip(Path file) throws IOException {
    Operation operation = ApiOperation.of(file.getParent().getFileName().toString()).orElseThrow();
    boolean request = file.getFileName().toString().endsWith(".request.json");
    byte[] bytes = Files.readAllBytes(file);
    String text = Files.readString(file);
    boolean refusal = !request && JsonParser.parseString(text).getAsJsonObject().has("message");
    if (refusal) {
      assertThat(JsonParser.parseString(text).getAsJsonObject().get("message").getAsString())
          .isNotEmpty();
      return;
    }
    JsonCodec<?> codec = request ? operation.requestBody() : operation.responseBody();

    if (file.getFileName().toString().startsWith("invalid-body")) {
      assertThat(decode(codec, bytes, request).violations()).hasSizeGreaterThan(1);
    } else {
      assertThat(rewritten(codec, bytes, request)).isEqualTo(JsonParser.parseString(text));
    }
  }

  private static Decoded<?> decode(JsonCodec<?> codec, byte[] bytes, boolean request) {
    return request
        ? Json.decodeRequest(codec, bytes, new Violations())
        : Json.decodeResponse(codec, bytes);
  }

  private static <T> com.google.gson.JsonElement rewritten(
      JsonCodec<T> codec, byte[] bytes, boolean request) {
    Decoded<T> decoded =
        request
            ? Json.decodeRequest(codec, bytes, new Violations())
            : Json.decodeResponse(codec, bytes);
    assertThat(decoded.violations()).isEmpty();
    return JsonParser.parseString(decoded.value().toString());
  }
}
