package io.customersession.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.ApiVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers are those that the SDKs themselves send. */
class KnownSdkTest {
  private static final String ROWS =
      """
      OpenAPI-Generator/26.02/java      | 26.02  | JAVA
      OpenAPI-Generator/26.01/java      | 26.01  | JAVA
      OpenAPI-Generator/25.26/java      | 25.26  | JAVA
      OpenAPI-Generator/14.1.0/java     | latest | LEGACY_JAVA
      OpenAPI-Generator/4.3.0/java      | latest | LEGACY_JAVA
      OpenAPI-Generator/25.18.0/java    | latest | LEGACY_JAVA
      OpenAPI-Generator/26.01/go        | 26.01  | STRICT_GO
      OpenAPI-Generator/26.08.0/go      | 26.08  | STRICT_GO
      OpenAPI-Generator/26.09.0/go      | latest | GO
      OpenAPI-Generator/26.13.0/go      | latest | GO
      OpenAPI-Generator/25.17.0/go      | latest | GO
      OpenAPI-Generator/26.13.0/python  | latest | PYTHON
      OpenAPI-Generator/12.0.0/python   | latest | PYTHON
      OpenAPI-Generator/26.17.0/ruby    | latest | RUBY
      OpenAPI-Generator/10.0.0/ruby     | latest | RUBY
      OpenAPI-Generator/26.04/PHP       | latest | PHP
      OpenAPI-Generator/25.15.0/PHP     | latest | PHP
      OpenAPI-Generator/13.0.0/csharp   | latest | CSHARP
      node-superagent/3.7.0             | latest | JAVASCRIPT
      node                              | latest | TYPESCRIPT
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = ROWS)
  void versionFor_aKnownSdk_isThatOfItsRow(String userAgent, String version, KnownSdk row) {
    ChosenVersion chosen = KnownSdk.versionFor(List.of(userAgent));

    assertThat(chosen.version()).hasToString(version);
    assertThat(chosen.reason()).isEqualTo("User-Agent: " + row.title());
  }

  @Test
  void rows_areAllTested() {
    Set<KnownSdk> tested = EnumSet.noneOf(KnownSdk.class);
    ROWS.lines().forEach(line -> tested.add(KnownSdk.valueOf(line.split("\\|", -1)[2].strip())));

    assertThat(tested).containsExactly(KnownSdk.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OpenAPI-Generator/26.13.0/java             | 26.13
          OpenAPI-Generator/27.01/java               | 27.01
          OpenAPI-Generator/26.02.1-SNAPSHOT/java    | 26.02
          openapi-generator/26.02/JAVA               | 26.02
          OPENAPI-GENERATOR/26.02/Java               | 26.02
          Shop/3.1 OpenAPI-Generator/26.02/java      | 26.02
          OpenAPI-Generator/26.02/java okhttp/4.12.0 | 26.02
          """)
  void versionFor_anotherWritingOfJava_isItsVersion(String userAgent, String version) {
    assertThat(KnownSdk.versionFor(List.of(userAgent)).version()).hasToString(version);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          OpenAPI-Generator/26.02/javascript
          OpenAPI-Generator/26.02/java/okhttp
          OpenAPI-Generator/26.02
          OpenAPI-Generator/java/26.02
          OpenAPI-Generator/26/java
          OpenAPI-Generator/-26.02/java
          OpenAPI-Generator/99999.02/java
          OpenAPI-Generator/26.0299999999999999999999/java
          OpenAPI-Generator//java
          OpenAPI-Generator/26.02/kotlin
          OpenAPI-Generator/26.02/javä
          OpenAPI-Generator 26.02 java
          XOpenAPI-Generator/26.02/java
          OpenAPI-Generator/26.02/java,OpenAPI-Generator/26.13.0/go
          Java/17.0.2
          Java-http-client/17.0.2
          okhttp/4.12.0
          node-fetch/2.6
          nodejs
          Mozilla/5.0 (X11; Linux x86_64)
          ///
          `   `
          ``
          """)
  void versionFor_anUnknownCaller_isTheLatest(String userAgent) {
    ChosenVersion chosen = KnownSdk.versionFor(List.of(userAgent));

    assertThat(chosen.version()).isEqualTo(ApiVersion.LATEST);
    assertThat(chosen.reason()).isEqualTo("User-Agent of no known SDK");
  }

  @Test
  void versionFor_noHeader_isTheLatest() {
    ChosenVersion chosen = KnownSdk.versionFor(List.of());

    assertThat(chosen.version()).isEqualTo(ApiVersion.LATEST);
    assertThat(chosen.reason()).isEqualTo("no User-Agent");
  }

  @Test
  void versionFor_severalHeaders_isTheLatest() {
    String java = "OpenAPI-Generator/26.02/java";

    assertThat(KnownSdk.versionFor(List.of(java, java)).version()).isEqualTo(ApiVersion.LATEST);
  }

  @Test
  void versionFor_aHeaderOverTheBound_isTheLatest() {
    String java = "OpenAPI-Generator/26.02/java";
    String longest = java + " ".repeat(KnownSdk.MAX_LENGTH - java.length());

    assertThat(KnownSdk.versionFor(List.of(longest)).version()).hasToString("26.02");
    assertThat(KnownSdk.versionFor(List.of(longest + " ")).version()).isEqualTo(ApiVersion.LATEST);
    assertThat(KnownSdk.versionFor(List.of("OpenAPI-Generator/".repeat(17_000))).version())
        .isEqualTo(ApiVersion.LATEST);
  }

  @Test
  void readme_hasEveryRow() throws Exception {
    List<String> titles = Arrays.stream(KnownSdk.values()).map(KnownSdk::title).toList();

    List<String> documented =
        Files.readString(Path.of("../README.md"))
            .transform(text -> text.substring(text.indexOf("| SDK |")))
            .lines()
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .map(line -> line.split("\\|", -1)[1].strip())
            .toList();

    assertThat(documented).startsWith(titles.toArray(new String[0])).hasSize(titles.size() + 1);
  }
}
