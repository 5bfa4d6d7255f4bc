package io.customersession.stub.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The suite on a fake that keeps a state for each path, checks nothing and verifies nothing: what
 * the JVM, JUnit and the calls of the shop take by themselves.
 */
class SuiteOnFake extends SuiteOfTests {
  private static final Map<String, String> STATES = new ConcurrentHashMap<>();
  private static final String STATE = "\"state\":\"";

  private static HttpServer server;
  private static ExecutorService threads;

  @BeforeAll
  static void start() throws IOException {
    // Otherwise each response waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", SuiteOnFake::respond);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    threads.shutdown();
  }

  @BeforeEach
  void reset() {
    STATES.clear();
  }

  private static void respond(HttpExchange http) throws IOException {
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = http.getRequestURI().getPath();
    int found = body.indexOf(STATE);
    if (found >= 0) {
      int begin = found + STATE.length();
      STATES.put(path, body.substring(begin, body.indexOf('"', begin)));
    }
    byte[] response =
        Payload.session()
            .replace(STATE + "open\"", STATE + STATES.get(path) + "\"")
            .getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(200, response.length);
    http.getResponseBody().write(response);
    http.close();
  }

  @Override
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  void seedPaidOrder(String order) {
    STATES.put(Shop.PATH + order, "closed");
  }

  @Override
  void verifyPayment(String order) {}

  @Override
  void verifyCancellation(String order) {}
}
