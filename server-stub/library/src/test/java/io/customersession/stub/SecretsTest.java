package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.journal.Secrets;
import io.customersession.contract.stub.journal.UnmetExpectationError;
import io.customersession.stub.api.ApiOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No part of a key comes back in anything that the stub shows. */
class SecretsTest {
  private static final Secrets SECRETS = Secrets.of(List.of(ApiOperation.values()));

  private static final int SHOWN = 4;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorization       | ApiKey-v1 c2VjcmV0LWtleS0xMjM0NTY=  | ApiKey-v1 ***
          Authorization       | ManagementKey-v1 topsecretkey=      | ManagementKey-v1 ***
          Authorization       | apikey-v1 one two=three             | apikey-v1 ***
          Authorization       | Bearer eyJhbGciOi.eyJ.c2ln=         | Bearer ***
          Authorization       | Digest username="u", response="abc" | Digest ***
          Authorization       | c2VjcmV0LWtleS0xMjM0NTY=            | ***
          Authorization       | MyScheme c2VjcmV0                   | ***
          Authorization       | secret word                         | ***
          Authorization       | Bearer                              | ***
          Proxy-Authorization | Basic dXNlcjpwYXNz                  | Basic ***
          Content-Signature   | signer=1; signature=0011aabb        | signer=1; signature=***
          Content-Signature   | signer=1;signature=a=b              | signer=1;signature=***
          Content-Signature   | 0011aabb                            | ***
          Content-Signature   | signature=0011aabb;signer=1         | ***
          Cookie              | a=b; session=topsecret              | ***
          X-Api-Key           | topsecret                           | ***
          X-Auth              | topsecret                           | ***
          X-Access-Token      | topsecret                           | ***
          My-Password         | topsecret                           | ***
          Client-Secret       | topsecret                           | ***
          Idempotency-Key     | k-1                                 | k-1
          X-Request-Id        | k=1 2                               | k=1 2
          Referer             | http://a/b?q=1&access_token=secret  | http://a/b?q=1&access_token=***
          """)
  void header_ofAnyForm_isMasked(String name, String sent, String shown) {
    assertThat(SECRETS.header(name, sent)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          api_key=abc&dry=true     | api_key=***&dry=true
          dry=true&Token=a=b       | dry=true&Token=***
          %74oken=abc              | %74oken=***
          password=&x              | password=***&x
          profile=jane&coupon=a%3D | profile=jane&coupon=a%3D
          token                    | token
          """)
  void query_namesSecrets_theyAreMasked(String sent, String shown) {
    assertThat(SECRETS.query(sent)).isEqualTo(shown);
  }

  @Test
  void randomKeys_appearInNoOutput() throws IOException {
    Random random = new Random(7);
    List<String> logged = new ArrayList<>();
    Handler handler = logger(logged);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try (CustomerSessionStub stub = Stubs.builder().apiKey("right", 1).worldPerKey(true).start();
        RawHttp connection = new RawHttp(stub)) {
      for (int round = 0; round < 60; round++) {
        byte[] bytes = new byte[12 + random.nextInt(20)];
        random.nextBytes(bytes);
        String key =
            (round % 3 == 0 ? Base64.getEncoder() : Base64.getUrlEncoder().withoutPadding())
                .encodeToString(bytes);
        String request = request(random, key);
        connection.send(request);
        Api.Response response = connection.response();
        assertThat(response).as(request).isNotNull();
        assertHidden(key, request, response.body() + response.headers());
        assertHidden(key, request, shown(stub));
      }
      Api control = new Api(stub).header("Authorization", null);
      assertThat(control.send("GET", "/__stub/worlds", null).expect(200).body()).contains("main");
    } finally {
      root.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  private static String request(Random random, String key) {
    String[] targets = {
      "/v2/customer_sessions/s",
      "/v1/customer_sessions/s?api_key=" + key,
      "/v2/customer_sessions/s?dry=true&access_token=" + key + "&now=" + "x",
      "/v2/customer_sessions/s?key%ff=" + key,
      "/v1/applications/1/sessions",
      "/v3/nothing?password=" + key,
      "http://user:" + key + "@host/v2/customer_sessions/s",
      "//user:" + key + "@host/v2/customer_sessions/s",
      "/__stub/worlds/main?token=" + key
    };
    String[] headers = {
      "Authorization: ApiKey-v1 " + key,
      "Authorization: " + key,
      "Authorization: Sesame " + key,
      "Authorization: Bearer " + key,
      "Authorization: ApiKey-v1 right\r\nX-Api-Key: " + key,
      "Authorization: ApiKey-v1 right\r\nX-Token: a\r\nX-Token: " + key,
      "Authorization: ApiKey-v1 right\r\nCookie: sid=" + key + "; b=c",
      "Authorization: ApiKey-v1 right\r\nProxy-Authorization: Basic " + key,
      "Authorization: ApiKey-v1 right\r\nReferer: http://a/?token=" + key,
      "Authorization: ApiKey-v1 " + key + "\r\nAuthorization: ApiKey-v1 " + key,
      "Content-Signature: signer=1;signature=" + key,
      "Content-Signature: " + key
    };
    return "GET "
        + targets[random.nextInt(targets.length)]
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + headers[random.nextInt(headers.length)]
        + "\r\n\r\n";
  }

  /** Returns everything that the stub shows of what has been sent. */
  private static String shown(CustomerSessionStub stub) {
    StringBuilder all = new StringBuilder();
    for (String name : stub.worlds().names()) {
      all.append(name).append('\n');
      Api control = new Api(stub).header("Authorization", null);
      for (String part : List.of("journal", "violations", "violations.xml")) {
        all.append(control.send("GET", "/__stub/worlds/" + name + "/" + part, null).body());
      }
      for (RecordedExchange exchange : stub.world(name).journal().exchanges()) {
        all.append(exchange).append(exchange.headers()).append(exchange.query());
        all.append(exchange.path()).append(exchange.violations());
      }
      all.append(stub.world(name).report().explained());
      all.append(stub.world(name).report().summary());
      try {
        stub.world(name).journal().find().header("Authorization", "none").expect(1);
      } catch (UnmetExpectationError e) {
        all.append(e.getMessage());
      }
    }
    stub.reset();
    return all.toString();
  }

  private static void assertHidden(String key, String request, String output) {
    for (int i = 0; i + SHOWN <= key.length(); i++) {
      String part = key.substring(i, i + SHOWN);
      assertThat(output.contains(part)).as("%s of %s in %s", part, request, output).isFalse();
    }
  }

  private static Handler logger(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (String.valueOf(entry.getLoggerName()).startsWith("io.customersession")) {
          logged.add(entry.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
