package io.customersession.stub.store.jdbc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers that change sessions of a stub over HTTP until they are stopped, and note which changes
 * were acknowledged. A change that was not is sent again with the same idempotency key. A third of
 * the changes creates and closes a session with a coupon, a third changes a session of the writer,
 * and a third one that all writers change.
 */
final class Load implements AutoCloseable {
  static final int WRITERS = 8;

  /** The session that all writers change. */
  static final String SHARED = "shared";

  /** Longer than any request may take; one that takes longer is a defect. */
  private static final Duration HANGING = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final List<Future<Writer>> running = new ArrayList<>();
  private final URI url;
  private final int maxWrites;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong longestMillis = new AtomicLong();
  private volatile boolean mayEnd;
  private volatile boolean stopped;

  /** What one writer has done. */
  static final class Writer {
    final int number;

    /** The writes that were sent, and those that were acknowledged, which are the first ones. */
    int sent;

    int acknowledged;

    Writer(int number) {
      this.number = number;
    }

    /** Returns the number of the first writes that are of a kind. */
    @SuppressWarnings("EnumOrdinal") // writes take turns in this order
    static int ofKind(int writes, Kind kind) {
      return (writes + Kind.values().length - 1 - kind.ordinal()) / Kind.values().length;
    }
  }

  /** What is written in turn. */
  enum Kind {
    ORDER,
    CART,
    SHARED
  }

  /**
   * Starts to write.
   *
   * @param maxWrites the number of changes after which it ends by itself
   */
  Load(URI url, int maxWrites) {
    this.url = url;
    this.maxWrites = maxWrites;
    for (int i = 0; i < WRITERS; i++) {
      Writer writer = new Writer(i);
      running.add(threads.submit(() -> write(writer)));
    }
  }

  static String coupon(int writer) {
    return "COUPON-" + writer;
  }

  static String profile(int writer) {
    return "profile-" + writer;
  }

  static String cart(int writer) {
    return "cart-" + writer;
  }

  static String orderOf(int writer) {
    return "order-" + writer + "-";
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** Returns how many responses were 503. */
  int refused() {
    return refused.get();
  }

  /** Returns the longest time in milliseconds that a response took. */
  long longestMillis() {
    return longestMillis.get();
  }

  /** Waits until that many changes are acknowledged. */
  void awaitAcknowledged(int number) throws InterruptedException {
    await(acknowledged, number, "acknowledged");
  }

  /** Waits until that many responses were 503. */
  void awaitRefused(int number) throws InterruptedException {
    await(refused, number, "refused");
  }

  private void await(AtomicInteger count, int number, String what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (count.get() < number) {
      if (System.nanoTime() > end || running.stream().allMatch(Future::isDone)) {
        throw new IllegalStateException(count + " requests were " + what + ", not " + number);
      }
      Thread.sleep(5);
    }
  }

  private Writer write(Writer writer) throws IOException, InterruptedException {
    while (!stopped && acknowledged.get() < maxWrites) {
      writer.sent++;
      boolean isStored = false;
      while (!stopped && !isStored) {
        isStored = send(writer.number, writer.sent - 1);
      }
      if (isStored) {
        writer.acknowledged++;
        acknowledged.incrementAndGet();
      }
    }
    return writer;
  }

  /** Returns false if it is not known whether the change is stored. */
  private boolean send(int writer, int number) throws IOException, InterruptedException {
    Kind kind = Kind.values()[number % Kind.values().length];
    String id =
        switch (kind) {
          case ORDER -> orderOf(writer) + number;
          case CART -> cart(writer);
          case SHARED -> SHARED;
        };
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/v2/customer_sessions/" + id))
            .timeout(HANGING)
            .header("Authorization", "ApiKey-v1 test")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", writer + "-" + number)
            .PUT(HttpRequest.BodyPublishers.ofString(body(kind, writer, number)))
            .build();
    long begin = System.nanoTime();
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      if (!mayEnd) {
        throw e;
      }
      stopped = true;
      return false;
    }
    longestMillis.accumulateAndGet(
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), Math::max);
    if (response.statusCode() == 200) {
      return true;
    }
    if (response.statusCode() == 503 && response.headers().firstValue("Retry-After").isPresent()) {
      refused.incrementAndGet();
      Thread.sleep(20);
      return false;
    }
    throw new IllegalStateException(response.statusCode() + " " + response.body());
  }

  private static String body(Kind kind, int writer, int number) {
    String session =
        switch (kind) {
          case ORDER ->
              "\"profileId\":\""
                  + profile(writer)
                  + "\",\"couponCodes\":[\""
                  + coupon(writer)
                  + "\"],\"state\":\"closed\",\"cartItems\":[{\"sku\":\"mug\",\"quantity\":1,"
                  + "\"price\":10.50}]";
          case CART ->
              "\"cartItems\":[{\"sku\":\"mug\",\"quantity\":"
                  + Writer.ofKind(number + 1, Kind.CART)
                  + ",\"price\":1}]";
          case SHARED -> "\"attributes\":{}";
        };
    return "{\"customerSession\":{" + session + "}}";
  }

  /** Lets writers end without an error when the stub is killed. */
  void expectEnd() {
    mayEnd = true;
  }

  /** Stops, and returns what each writer has done. */
  List<Writer> stop() throws Exception {
    stopped = true;
    List<Writer> writers = new ArrayList<>();
    for (Future<Writer> each : running) {
      writers.add(each.get(60, TimeUnit.SECONDS));
    }
    return writers;
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
