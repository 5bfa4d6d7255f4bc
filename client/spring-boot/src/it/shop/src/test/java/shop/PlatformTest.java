package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.spring.AutoConfigureCustomerSessionStub;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;

/** What this version of Spring Boot provides. */
@SpringBootTest(properties = "customer-session.stub.strict=true")
@AutoConfigureCustomerSessionStub
class PlatformTest {
  @Test
  void version_isTheOneOfTheBuild() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("expected.boot"));
  }

  @Test
  void settings_comeFromProperties(@Autowired CustomerSessionStub stub) {
    assertThat(stub.world().behaviour().strict()).isTrue();
  }

  @Test
  void attempts_areMeasured(
      @Autowired CustomerSessions sessions,
      @Autowired CustomerSessionStub stub,
      @Autowired MeterRegistry registry) {
    stub.world().faults().add(FaultRule.of(Fault.status(503)).times(1));

    sessions.update("order-1", SessionChange.builder().build());

    assertThat(registry.get("customer.sessions").tag("status", "503").timer().count()).isOne();
  }
}
