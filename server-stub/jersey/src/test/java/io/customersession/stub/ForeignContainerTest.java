package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.customersession.stub.host.jersey.StubApplication;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

/** The Jakarta REST application in a container that the stub did not start. */
class ForeignContainerTest {
  @Test
  void connectionFault_inAForeignContainer_becomesAWholeResponse() throws Exception {
    StubEngine engine = CustomerSessionStub.builder().embed();
    ApplicationHandler foreign = new ApplicationHandler(new StubApplication(engine.pipeline()));
    for (String[] expected :
        new String[][] {{"drop", "503"}, {"drop-after", "404"}, {"delay=1ms, truncate", "404"}}) {
      ContainerRequest request =
          new ContainerRequest(
              URI.create("http://stub/"),
              URI.create("http://stub/v2/customer_sessions/s"),
              "GET",
              null,
              new MapPropertiesDelegate(),
              foreign.getConfiguration());
      request.header("Authorization", "ApiKey-v1 k");
      request.header("X-Stub-Fault", expected[0]);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      assertThat(foreign.apply(request, body).get().getStatus())
          .isEqualTo(Integer.parseInt(expected[1]));
      assertThat(JsonParser.parseString(body.toString(StandardCharsets.UTF_8)).isJsonObject())
          .isTrue();
    }
  }
}
