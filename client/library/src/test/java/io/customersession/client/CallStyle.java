package io.customersession.client;

import io.customersession.client.model.IntegrationStateV2;
import io.customersession.contract.client.ApiResponse;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The two ways to make a call, for tests that expect the same outcome from both. */
enum CallStyle {
  BLOCKING,
  ASYNC;

  ApiResponse<IntegrationStateV2> update(CustomerSessions sessions, RequestOptions options) {
    SessionChange change = SessionChange.builder().profileId("jane").build();
    try {
      return this == BLOCKING
          ? sessions.withResponse().update("s1", change, options)
          : sessions.async().withResponse().update("s1", change, options).join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  ApiResponse<IntegrationStateV2> close(CustomerSessions sessions) {
    try {
      return this == BLOCKING
          ? sessions.withResponse().close("s1")
          : sessions.async().withResponse().close("s1").join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  /** Returns each value twice, once with each style. */
  static Stream<Arguments> combinedWith(Object... values) {
    return Stream.of(values)
        .flatMap(value -> Stream.of(Arguments.of(BLOCKING, value), Arguments.of(ASYNC, value)));
  }
}
