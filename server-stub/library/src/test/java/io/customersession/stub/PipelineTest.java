package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The way of a request, step by step; what comes first is refused first. */
class PipelineTest {
  @Test
  void steps_ofTheApi_areInTheOrderInWhichRequestsAreRefused() {
    assertThat(CustomerSessionStub.builder().embed().pipeline().steps())
        .containsExactly(
            "respond to preflight",
            "control API",
            "find operation",
            "read control headers",
            "find world",
            "check target",
            "require operation",
            "authenticate",
            "read body",
            "check signature",
            "refresh settings",
            "refuse unserved",
            "check media type",
            "choose settings",
            "decode",
            "check",
            "inject faults",
            "handle",
            "encode");
  }
}
