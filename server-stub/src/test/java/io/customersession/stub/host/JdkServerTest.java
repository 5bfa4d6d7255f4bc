package io.customersession.stub.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.http.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the server does with requests that are with it when it is closed. */
class JdkServerTest {
  private static final int CROWD = 60;

  @Test
  void close_withMoreRequestsThanThreads_answersThemAll() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    AtomicInteger answered = new AtomicInteger();
    JdkServer server =
        JdkServer.start(
            new HostSettings("127.0.0.1", 0, Duration.ofSeconds(30), Duration.ofSeconds(30)),
            http -> {
              first.countDown();
              // At work all the time, so that the others wait for a thread.
              long end = System.nanoTime() + Duration.ofMillis(10).toNanos();
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              answered.incrementAndGet();
              return new Answer(200, Map.of(), new byte[] {'1'});
            });
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/")).build();
    // The server looks for requests on connections that it knows already.
    List<CompletableFuture<HttpResponse<String>>> known = send(client, request);
    known.forEach(CompletableFuture::join);
    answered.set(0);
    List<CompletableFuture<HttpResponse<String>>> answers = send(client, request);
    while (answered.get() == 0) {
      Thread.onSpinWait();
    }

    server.close();

    int complete = answered.get();
    assertThat(answers.stream().filter(JdkServerTest::isOk)).hasSize(complete);
    assertThat(first.getCount()).isZero();
    assertThat(complete).isGreaterThan(2 * (Runtime.getRuntime().availableProcessors() + 1));
  }

  private static List<CompletableFuture<HttpResponse<String>>> send(
      HttpClient client, HttpRequest request) {
    return IntStream.range(0, CROWD)
        .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
        .toList();
  }

  private static boolean isOk(CompletableFuture<HttpResponse<String>> answer) {
    try {
      return answer.join().statusCode() == 200;
    } catch (java.util.concurrent.CompletionException e) {
      return false;
    }
  }
}
