package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.session.SessionSeed;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SecondSpringTest extends StubInSpring {
  @Test
  void application_callsTheStubOfTheTest(@Autowired Talon talon, CustomerSessionStub stub)
      throws Exception {
    stub.world().seed(SessionSeed.of("second"));

    assertThat(talon.url()).isEqualTo(stub.url());
    assertThat(talon.status("second")).isEqualTo(200);
    assertThat(talon.status("first")).isEqualTo(404);
  }
}
