package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.model.CartItem;
import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.quarkus.WithCustomerSessionStub;
import io.quarkus.builder.Version;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What this version of Quarkus provides, with settings. */
@QuarkusTest
@WithCustomerSessionStub(settings = "strict=true", urlProperties = "talon.url")
class PlatformTest {
  @Inject CustomerSessions sessions;

  CustomerSessionStub stub;

  @Test
  void version_isTheOneOfTheBuild() {
    assertThat(Version.getVersion()).isEqualTo(System.getProperty("expected.quarkus"));
  }

  @Test
  void settings_areThoseOfTheAnnotation(CustomerSessionStub parameter) {
    assertThat(stub.world().behaviour().strict()).isTrue();
    assertThat(parameter).isSameAs(stub);
    assertThat(ConfigProvider.getConfig().getValue("talon.url", String.class))
        .isEqualTo(stub.url());
  }

  @RepeatedTest(2)
  void eachTest_beginsWithAnEmptyStub() {
    assertThat(stub.journal().exchanges()).isEmpty();
    sessions.update("order-1", SessionChange.builder().build());
  }

  @Test
  @ContractSeverity("*=off")
  void severities_ofATest_reachTheStub() {
    CartItem nothing = CartItem.builder().sku("mug").quantity(0).build();
    SessionChange invalid = SessionChange.builder().cartItems(List.of(nothing)).build();

    assertThatThrownBy(() -> sessions.update("order-1", invalid))
        .isInstanceOf(InvalidRequestException.class);
  }
}
