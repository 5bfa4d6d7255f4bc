package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationDefinition;
import io.customersession.contract.operation.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a validator is asked about what was exchanged. */
class ExchangeJudgeTest {
  private static final Operation OPERATION =
      () -> OperationDefinition.builder("getText", "GET", "/text").response(200).build();

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void exchange_withASlowValidator_isJudgedAfterTheResponseWasRead() throws Exception {
    RoundTripResult result = exchangeTwice(new RecordingValidator(), 30);

    assertThat(events)
        .containsExactly(
            "read text",
            "request /text",
            "response 200 text",
            "read text",
            "request /text",
            "response 200 text");
    assertThat(result.judged).isEqualTo(4);
    assertThat(result.agreed).isEqualTo(4);
    assertThat(result.asked).isEqualTo(2);
  }

  @Test
  void exchange_withAValidatorWithoutMemory_goesOnWithoutIt() throws Exception {
    RoundTripResult result =
        exchangeTwice(
            new RecordingValidator() {
              @Override
              public @Nullable String errors(Message request) {
                throw new IllegalStateException(new OutOfMemoryError("of a test"));
              }
            },
            30);

    assertThat(events).containsExactly("read text", "read text");
    assertThat(result.asked).isZero();
    assertThat(result.disagreements()).isEmpty();
    assertThat(result.notSampled).containsKey("what the validator has no memory for");
  }

  @Test
  void exchange_withoutTimeForTheValidator_goesOnWithoutIt() throws Exception {
    RoundTripResult result =
        exchangeTwice(
            new RecordingValidator() {
              @Override
              public @Nullable String errors(Message request) {
                LockSupport.park();
                return null;
              }
            },
            0);

    assertThat(events).containsExactly("read text", "read text");
    assertThat(result.asked).isZero();
    assertThat(result.disagreements()).isEmpty();
    assertThat(result.notSampled).containsKey("what the validator does not end with");
  }

  private RoundTripResult exchangeTwice(IndependentValidator validator, int seconds)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/text",
        exchange -> {
          byte[] text = "text".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    RoundTripResult result = new RoundTripResult();
    try (ExchangeJudge judge = new ExchangeJudge(validator, result, seconds)) {
      OkHttpClient client = new OkHttpClient.Builder().addNetworkInterceptor(judge).build();
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/text";
      for (int number = 1; number <= 2; number++) {
        judge.expect(OPERATION, 200, null);
        events.add("read " + read(client, url));
      }
    } finally {
      server.stop(0);
    }
    return result;
  }

  private static String read(OkHttpClient client, String url) throws IOException {
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }

  /** Accepts everything. */
  private class RecordingValidator implements IndependentValidator {
    @Override
    public boolean judgesParameters() {
      return true;
    }

    @Override
    public boolean judges(Message message) {
      return true;
    }

    @Override
    public @Nullable String errors(Message request) {
      events.add("request " + request.url().encodedPath());
      return null;
    }

    @Override
    public @Nullable String bodyErrors(Message request) {
      return null;
    }

    @Override
    public @Nullable String valueErrors(Operation operation, Parameter parameter, String json) {
      return null;
    }

    @Override
    public @Nullable String responseErrors(Message response) {
      Body body = response.body();
      events.add(
          "response " + response.status() + (body == null ? "" : " " + body.content().utf8()));
      return null;
    }

    @Override
    public void close() {}
  }
}
