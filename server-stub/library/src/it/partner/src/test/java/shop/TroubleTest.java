package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.stub.CustomerSessionStub;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shop meets on a bad day, one kind of trouble a test. */
class TroubleTest {
  private final CustomerSessionStub stub = CustomerSessionStub.start();
  private final Checkout checkout = new Checkout(stub.url(), "shop", Duration.ofSeconds(10));

  @BeforeEach
  void fill() {
    checkout.fill("order-1", "TEA-1", 2);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void delay_longerThanTheShopWaits_losesTheResponseOfADoneCall() {
    Checkout impatient = new Checkout(stub.url(), "shop", Duration.ofSeconds(1));
    stub.world().faults().add(FaultRule.of(Fault.delay(Duration.ofMinutes(1))).times(1));

    assertThatThrownBy(() -> impatient.pay("order-1")).isInstanceOf(LostResponseException.class);

    stub.journal().find().body("/customerSession/state", "closed").await(Duration.ofSeconds(10));
    assertThat(state("order-1")).isEqualTo("closed");
  }

  @Test
  void delay_thatVaries_isShorterThanTheShopWaits() {
    stub.world().faults().add(Fault.delay(Duration.ofMillis(20), Duration.ofMillis(10)));

    assertThat(checkout.pay("order-1").statusCode()).isEqualTo(200);
  }

  @Test
  void status_insteadOfACall_leavesTheOrderOpen() {
    stub.world().faults().add(FaultRule.of(Fault.status(503, Duration.ofSeconds(2))).times(1));

    HttpResponse<String> refused = checkout.pay("order-1");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(state("order-1")).isEqualTo("open");
  }

  @Test
  void conflict_withAnotherUpdate_isThe409OfTheContract() {
    stub.world().faults().add(FaultRule.of(Fault.conflict()).resourceId("order-1").times(1));

    HttpResponse<String> refused = checkout.pay("order-1");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("Too many requests are updating this session at the same time");
    assertThat(checkout.pay("order-1").statusCode()).isEqualTo(200);
  }

  @Test
  void drop_beforeTheCall_leavesTheOrderOpen() {
    stub.world().faults().add(FaultRule.of(Fault.drop()).method("PUT").times(1));

    assertThatThrownBy(() -> checkout.pay("order-1")).isInstanceOf(LostResponseException.class);

    assertThat(state("order-1")).isEqualTo("open");
  }

  @Test
  void drop_afterTheCall_hasPaidTheOrder() {
    stub.world().faults().add(FaultRule.of(Fault.dropAfter()).method("PUT").times(1));

    assertThatThrownBy(() -> checkout.pay("order-1")).isInstanceOf(LostResponseException.class);

    assertThat(state("order-1")).isEqualTo("closed");
  }

  @Test
  void truncate_cutsTheResponse() {
    stub.world().faults().add(FaultRule.of(Fault.truncate()).times(1));

    assertThatThrownBy(() -> checkout.pay("order-1"))
        .isInstanceOf(LostResponseException.class)
        .hasMessageContaining("bytes received");
  }

  @Test
  void malformed_isAnResponseThatCannotBeRead() {
    stub.world().faults().add(FaultRule.of(Fault.malformed()).times(1));

    HttpResponse<String> paid = checkout.pay("order-1");

    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.body()).startsWith("{\"").doesNotEndWith("}");
  }

  @Test
  void magicValue_inTheOrdersName_needsNoOtherSetUp() {
    String order = "order-2-stub-fault-status-502-times-1";

    assertThat(checkout.fill(order, "TEA-1", 1).statusCode()).isEqualTo(502);
    assertThat(checkout.fill(order, "TEA-1", 1).statusCode()).isEqualTo(200);
  }

  private String state(String order) {
    return checkout.look(order).body().replaceFirst("(?s).*?\"state\":\"(\\w+)\".*", "$1");
  }
}
