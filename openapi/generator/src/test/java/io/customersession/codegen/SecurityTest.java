package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.SecurityScheme;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security schemes of each type, alternatives and combinations, from client to stub. */
class SecurityTest {
  private static final String SCHEMES =
      """
      components:
        securitySchemes:
          headerKey: {type: apiKey, in: header, name: X-Key}
          queryKey: {type: apiKey, in: query, name: appid}
          cookieKey: {type: apiKey, in: cookie, name: sid}
          prefixed-key: {type: apiKey, in: header, name: Authorization, x-prefix: Key}
          basic: {type: http, scheme: basic}
          bearer: {type: http, scheme: bearer}
          hoba: {type: http, scheme: hoba}
          oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x/y', scopes: {read: Read.}}}}
          openId: {type: openIdConnect, openIdConnectUrl: 'https://x/y'}
          certificate: {type: mutualTLS}
      """;

  private static GeneratedPair pair;

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair =
        GeneratedPair.of(
            document(),
            directory,
            stub ->
                stub.credentialCheck(
                    (operationId, scheme, credential) ->
                        credential.equals(key(scheme.name())) || operationId.equals("anyKey")));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  private static String document() {
    StringBuilder text = new StringBuilder("openapi: 3.0.3\ninfo: {title: Keys, version: 1.0.0}\n");
    text.append("security: [{bearer: []}]\npaths:\n");
    for (String[] operation :
        new String[][] {
          {"headerKey", "[{headerKey: []}]"},
          {"queryKey", "[{queryKey: []}]"},
          {"cookieKey", "[{cookieKey: []}]"},
          {"prefixedKey", "[{prefixed-key: []}]"},
          {"basic", "[{basic: []}]"},
          {"hoba", "[{hoba: []}]"},
          {"oauth", "[{oauth: [read]}]"},
          {"openId", "[{openId: []}]"},
          {"certificate", "[{certificate: []}]"},
          {"certificateAndKey", "[{certificate: [], headerKey: []}]"},
          {"open", "[]"},
          {"optional", "[{}, {headerKey: []}]"},
          {"either", "[{headerKey: [], queryKey: []}, {cookieKey: [], bearer: []}]"},
          {"anyKey", "[{headerKey: []}]"},
          {"ofDocument", null}
        }) {
      text.append("  /").append(operation[0]).append(":\n    get:\n      tags: [Main]\n");
      text.append("      operationId: ").append(operation[0]);
      text.append("\n      parameters: [{name: c, in: cookie, schema: {type: string}}]");
      text.append(operation[1] == null ? "" : "\n      security: " + operation[1]);
      text.append("\n      responses: {'204': {description: Done.}}\n");
    }
    return text + SCHEMES;
  }

  private static String key(String scheme) {
    return switch (scheme) {
      case "basic" -> SecurityScheme.basicKey("me", "a:b é");
      case "certificate" -> "";
      default -> "key of " + scheme;
    };
  }

  private static SecurityScheme scheme(String constant) throws Exception {
    return (SecurityScheme)
        pair.load("pair.client.api.SecuritySchemes").getField(constant).get(null);
  }

  private static int status(String operation, String... constants) throws Exception {
    ApiClient.Builder builder = pair.client();
    for (String constant : constants) {
      SecurityScheme scheme = scheme(constant);
      builder.key(scheme, key(scheme.name()));
    }
    try (ApiClient client = builder.build()) {
      pair.send(client, operation, "a cookie");
      assertThat(pair.received()).containsExactly("a cookie");
      return 204;
    } catch (ApiException e) {
      return e.status();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "headerKey, HEADER_KEY",
    "queryKey, QUERY_KEY",
    "cookieKey, COOKIE_KEY",
    "prefixedKey, PREFIXED_KEY",
    "basic, BASIC",
    "hoba, HOBA",
    "oauth, OAUTH",
    "openId, OPEN_ID",
    "ofDocument, BEARER",
  })
  void operation_withOneScheme_needsItsKey(String operation, String constant) throws Exception {
    assertThat(status(operation, constant)).isEqualTo(204);
    assertThat(status(operation)).isEqualTo(401);
    assertThat(status(operation, constant.equals("BEARER") ? "BASIC" : "BEARER")).isEqualTo(401);
  }

  @Test
  void operation_withAlternatives_takesTheFirstThatIsComplete() throws Exception {
    assertThat(status("either", "HEADER_KEY", "QUERY_KEY")).isEqualTo(204);
    assertThat(status("either", "COOKIE_KEY", "BEARER")).isEqualTo(204);
    assertThat(status("either", "HEADER_KEY", "COOKIE_KEY", "BEARER")).isEqualTo(204);
    assertThat(status("either", "HEADER_KEY", "COOKIE_KEY")).isEqualTo(401);
    assertThat(pair.get("/either", "X-Key", "key of headerKey", "Cookie", "sid=key of cookieKey"))
        .startsWith("401");
    assertThat(pair.get("/either?appid=key+of+queryKey", "X-Key", "key of headerKey"))
        .isEqualTo("204");
  }

  @Test
  void operation_withACertificate_needsNoKeyForIt() throws Exception {
    assertThat(status("certificate")).isEqualTo(204);
    assertThat(status("certificateAndKey", "HEADER_KEY")).isEqualTo(204);
    assertThat(status("certificateAndKey")).isEqualTo(401);
  }

  @Test
  void operation_withoutOrWithOptionalSecurity_isOpen() throws Exception {
    assertThat(status("open")).isEqualTo(204);
    assertThat(status("optional")).isEqualTo(204);
    assertThat(status("optional", "HEADER_KEY")).isEqualTo(204);
  }

  @Test
  void key_fromASource_isAskedForEachCall() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ApiClient client =
        pair.client()
            .key(scheme("OAUTH"), () -> asked.getAndIncrement() == 0 ? "old" : key("oauth"))
            .build()) {
      try {
        pair.send(client, "oauth", (Object) null);
      } catch (ApiException e) {
        assertThat(e.status()).isEqualTo(401);
      }
      pair.send(client, "oauth", (Object) null);
      pair.send(client, "open", (Object) null);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void credentialCheck_decidesByOperation() throws Exception {
    assertThat(pair.get("/anyKey", "X-Key", "whatever")).isEqualTo("204");
    assertThat(pair.get("/headerKey", "X-Key", "whatever")).startsWith("401");
  }

  @Test
  void keys_areMasked_andNoViolation() throws Exception {
    pair.server().reset();
    assertThat(status("queryKey", "QUERY_KEY")).isEqualTo(204);
    assertThat(status("headerKey", "HEADER_KEY")).isEqualTo(204);

    assertThat(pair.server().violations()).isEmpty();
    assertThat(pair.server().journal().exchanges().toString())
        .contains("appid=***")
        .doesNotContain("key of", "key%20of");
  }

  @Test
  void refusal_namesWhatIsMissing() throws Exception {
    pair.server().reset();
    assertThat(pair.get("/either"))
        .contains("The key is missing or wrong; send X-Key: <key> and ?appid=<key>, or ");

    assertThat(pair.server().violations().get(0).explained())
        .contains("X-Key: <key> and ?appid=<key>");
  }
}
