package shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import io.customersession.stub.CustomerSessionStub;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.jdkhttp.JdkHttpHandlerContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stub and a partner's service on other versions of its libraries, in one JVM. */
class NeighboursTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static HttpServer service;
  private static CustomerSessionStub stub;

  @BeforeAll
  static void start() throws Exception {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ResourceConfig resources =
        new ResourceConfig().register(OrderNumbers.class).register(JacksonFeature.class);
    service.createContext(
        "/", ContainerFactory.createContainer(JdkHttpHandlerContainer.class, resources));
    service.start();
    stub = CustomerSessionStub.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
    service.stop(0);
  }

  @Test
  void libraries_ofThePartner_keepTheirVersions() {
    assertThat(jar(Gson.class)).endsWith("gson-" + System.getProperty("expected.gson") + ".jar");
    assertThat(new ObjectMapper().version()).hasToString(System.getProperty("expected.jackson"));
    assertThat(jar(ResourceConfig.class))
        .endsWith("jersey-server-" + System.getProperty("expected.jersey") + ".jar");
    assertThat(jar(RuntimeDelegate.class))
        .endsWith("jakarta.ws.rs-api-" + System.getProperty("expected.rest") + ".jar");
    assertThat(RuntimeDelegate.getInstance().getClass().getName())
        .isEqualTo("org.glassfish.jersey.server.internal.RuntimeDelegateImpl");
  }

  @Test
  void classes_ofTheStub_areInNoOtherJar() throws Exception {
    List<String> twice = new ArrayList<>();
    try (JarFile jar = new JarFile(Library.jar().toFile())) {
      for (String name : jar.stream().map(entry -> entry.getName()).toList()) {
        if (name.endsWith(".class")
            && new HashSet<>(Collections.list(getClass().getClassLoader().getResources(name)))
                    .size()
                != 1) {
          twice.add(name);
        }
      }
    }

    assertThat(twice).isEmpty();
  }

  @Test
  void bothServices_askedInTurn_answer() throws Exception {
    for (int round = 0; round < 3; round++) {
      assertThat(send(service(), "GET", "").body()).isEqualTo("{\"count\":3}");

      HttpResponse<String> kept =
          send(
              session("order-" + round),
              "PUT",
              "{\"customerSession\":{\"cartItems\":[{\"name\":\"Tea\",\"sku\":\"T\",\"quantity\":2,\"price\":4.9}]}}");
      assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
      assertThat(new Gson().fromJson(kept.body(), Map.class)).isNotEmpty();
      assertThat(
              new ObjectMapper().readTree(kept.body()).at("/customerSession/total").decimalValue())
          .isEqualByComparingTo("9.8");

      HttpResponse<String> added =
          send(service(), "POST", "{\"number\":\"n" + round + "\",\"pieces\":2}");
      assertThat(added.statusCode()).isEqualTo(201);
      assertThat(added.headers().firstValue("X-Gson")).hasValue("{\"number\":\"n" + round + "\"}");
      assertThat(added.body()).isEqualTo("{\"number\":\"n" + round + "\",\"pieces\":2}");
    }
  }

  @Test
  void refusal_ofTheStub_isJsonThatBothLibrariesRead() throws Exception {
    HttpResponse<String> refused =
        send(session("order-1"), "PUT", "{\"customerSession\":{\"state\":\"shipped\"}}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new ObjectMapper().readTree(refused.body()).at("/errors/0/source/pointer").asText())
        .isEqualTo("/customerSession/state");
  }

  private static String service() {
    return "http://127.0.0.1:" + service.getAddress().getPort() + "/orders";
  }

  private static String session(String id) {
    return stub.url() + "/v2/customer_sessions/" + id;
  }

  private static HttpResponse<String> send(String url, String method, String body)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "ApiKey-v1 shop")
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
