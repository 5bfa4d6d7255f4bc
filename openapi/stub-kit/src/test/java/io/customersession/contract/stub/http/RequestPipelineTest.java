package io.customersession.contract.stub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestPipelineTest {
  private final List<String> trace = new ArrayList<>();

  private RequestPipeline.Builder<RequestContext> builder() {
    return RequestPipeline.<RequestContext>builder()
        .step("first", context -> trace.add("first"))
        .handler(
            "handle",
            context -> {
              trace.add("handle");
              return "result";
            })
        .step("encode", context -> context.respond(text(200, String.valueOf(context.result()))))
        .errors((context, thrown) -> text(500, String.valueOf(thrown.getMessage())))
        .recorder(
            (context, response) -> {
              trace.add("recorded " + response.status());
              return response;
            });
  }

  @Test
  void steps_areNamed_inTheirOrder() {
    assertThat(builder().build().steps()).containsExactly("first", "handle", "encode");
  }

  @Test
  void handle_runsEveryStep_andRecordsOnce() {
    StubResponse response = builder().build().handle(new RequestContext(new Get()));

    assertThat(response.status()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("result");
    assertThat(trace).containsExactly("first", "handle", "recorded 200");
  }

  @Test
  void handle_stepThatResponds_endsTheRequest() {
    RequestPipeline<RequestContext> pipeline =
        RequestPipeline.<RequestContext>builder()
            .step("refuse", context -> context.respond(text(404, "no")))
            .step("next", context -> trace.add("next"))
            .handler("handle", context -> trace.add("handle"))
            .errors((context, thrown) -> text(500, ""))
            .build();

    assertThat(pipeline.handle(new RequestContext(new Get())).status()).isEqualTo(404);
    assertThat(trace).isEmpty();
  }

  @Test
  void handle_errorInAnyStep_becomesARecordedResponse() {
    for (String failing : List.of("before", "handle", "after")) {
      trace.clear();
      RequestPipeline<RequestContext> pipeline =
          RequestPipeline.<RequestContext>builder()
              .step("before", context -> fail(failing, "before"))
              .handler(
                  "handle",
                  context -> {
                    fail(failing, "handle");
                    return null;
                  })
              .step("after", context -> fail(failing, "after"))
              .errors((context, thrown) -> text(500, String.valueOf(thrown.getMessage())))
              .recorder(
                  (context, response) -> {
                    trace.add("recorded " + response.status());
                    return response;
                  })
              .build();

      StubResponse response = pipeline.handle(new RequestContext(new Get()));

      assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(failing);
      assertThat(trace).containsExactly("recorded 500");
    }
  }

  @Test
  void admit_thenComplete_isWhatHandleDoes() {
    RequestPipeline<RequestContext> pipeline = builder().build();
    RequestContext context = new RequestContext(new Get());

    assertThat(pipeline.admit(context)).isNull();
    StubResponse response = pipeline.complete(context, "elsewhere");

    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("elsewhere");
    assertThat(trace).containsExactly("first", "recorded 200");
  }

  @Test
  void handle_noStepResponds_isAnError() {
    RequestPipeline<RequestContext> pipeline =
        RequestPipeline.<RequestContext>builder()
            .handler("handle", context -> null)
            .errors((context, thrown) -> text(500, String.valueOf(thrown.getMessage())))
            .build();

    assertThat(pipeline.handle(new RequestContext(new Get())).status()).isEqualTo(500);
  }

  @Test
  void build_withoutHandler_isRefused() {
    assertThatThrownBy(() -> RequestPipeline.builder().build())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("handler");
  }

  private static void fail(String failing, String step) {
    if (failing.equals(step)) {
      throw new StackOverflowError(step);
    }
  }

  private static StubResponse text(int status, String text) {
    return new StubResponse(status, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private record Get() implements StubRequest {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String rawPath() {
      return "/";
    }

    @Override
    public @Nullable String rawQuery() {
      return null;
    }

    @Override
    public List<String> header(String name) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }
  }
}
