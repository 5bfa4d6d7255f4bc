package io.customersession.stub.junit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes as JUnit does; they are nested, where the build does not look for tests. */
abstract class ExtensionScenario {
  static EngineExecutionResults run(Class<?>... tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
        .selectors(
            Stream.of(tests)
                .map(org.junit.platform.engine.discovery.DiscoverySelectors::selectClass)
                .toList()
                .toArray(new org.junit.platform.engine.DiscoverySelector[0]))
        .execute();
  }

  static List<Throwable> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(Event::getPayload)
        .map(
            payload ->
                ((org.junit.platform.engine.TestExecutionResult) payload.orElseThrow())
                    .getThrowable()
                    .orElseThrow())
        .toList();
  }

  static int put(String url, String session, String body) throws IOException {
    return put(url, session, body, null);
  }

  static int put(String url, String session, String body, String severity) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection)
            URI.create(url + "/v2/customer_sessions/" + session).toURL().openConnection();
    http.setRequestMethod("PUT");
    http.setRequestProperty("Authorization", "ApiKey-v1 test");
    http.setRequestProperty("Content-Type", "application/json");
    if (severity != null) {
      http.setRequestProperty("X-Stub-Severity", severity);
    }
    http.setDoOutput(true);
    http.getOutputStream()
        .write(("{\"customerSession\":" + body + "}").getBytes(StandardCharsets.UTF_8));
    return http.getResponseCode();
  }

  static List<String> published(org.junit.platform.testkit.engine.Events events) {
    return events.reportingEntryPublished().stream()
        .map(
            event ->
                ((org.junit.platform.engine.reporting.ReportEntry) event.getPayload().orElseThrow())
                    .getKeyValuePairs()
                    .values())
        .flatMap(java.util.Collection::stream)
        .toList();
  }
}
