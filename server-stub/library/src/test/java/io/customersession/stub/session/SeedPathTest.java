package io.customersession.stub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import io.customersession.stub.api.ApiOperation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedPathTest {
  private static final Operation PUT = ApiOperation.UPDATE_CUSTOMER_SESSION_V2;
  private static final Operation OLD_PUT = ApiOperation.UPDATE_CUSTOMER_SESSION;
  private static final Operation RETURN = ApiOperation.RETURN_CART_ITEMS;
  private static final Operation OTHER = ApiOperation.REOPEN_CUSTOMER_SESSION;

  /** A state machine as the document has one, with states that it does not have. */
  private final SeedPath<String> paths =
      new SeedPath<>(
          List.of(
              transition(null, "open", OLD_PUT, PUT),
              transition(null, "closed", OLD_PUT, PUT),
              transition(null, "imported", OLD_PUT),
              transition("open", "open", PUT),
              transition("open", "expired", PUT),
              transition("open", "closed", PUT),
              transition("expired", "archived", OLD_PUT),
              transition("closed", "returned", RETURN),
              transition("returned", "returned", RETURN),
              transition("returned", "cancelled", PUT),
              transition("open", "hidden", OTHER)),
          PUT,
          List.of(PUT, OLD_PUT));

  private static Transition<String> transition(String from, String to, Operation... by) {
    String[] ids = new String[by.length];
    for (int i = 0; i < by.length; i++) {
      ids[i] = by[i].id();
    }
    return Transition.of(from, to, null, ids);
  }

  private static String text(Optional<List<SeedPath.Step<String>>> path) {
    StringBuilder text = new StringBuilder();
    path.orElseThrow()
        .forEach(
            step -> text.append(step.to()).append(" by ").append(step.operation()).append(", "));
    return text.toString();
  }

  @Test
  void to_stateThatCreationLeadsTo_isOneStep() {
    assertThat(text(paths.to("open", 1))).isEqualTo("open by updateCustomerSessionV2, ");
    assertThat(text(paths.to("closed", 1))).isEqualTo("closed by updateCustomerSessionV2, ");
  }

  @Test
  void to_atLeastTwoSteps_takesAnEdgeToItselfOrAWayRound() {
    assertThat(text(paths.to("open", 2)))
        .isEqualTo("open by updateCustomerSessionV2, open by updateCustomerSessionV2, ");
    assertThat(text(paths.to("closed", 2)))
        .isEqualTo("open by updateCustomerSessionV2, closed by updateCustomerSessionV2, ");
  }

  @Test
  void to_stateFurtherAway_takesTheOperationThatMayLeadThere() {
    assertThat(text(paths.to("archived", 1)))
        .isEqualTo(
            "open by updateCustomerSessionV2, expired by updateCustomerSessionV2,"
                + " archived by updateCustomerSession, ");
  }

  @Test
  void to_stateThatOnlyAnotherOperationLeadsTo_isNotFound() {
    assertThat(paths.to("hidden", 1)).isEmpty();
    assertThat(paths.to("returned", 1)).isEmpty();
    assertThat(paths.to("imported", 1)).isEmpty();
  }

  @Test
  void through_operation_calledOnce() {
    assertThat(text(paths.through(RETURN, "returned")))
        .isEqualTo("closed by updateCustomerSessionV2, returned by returnCartItems, ");
    assertThat(text(paths.through(RETURN, "cancelled")))
        .isEqualTo(
            "closed by updateCustomerSessionV2, returned by returnCartItems,"
                + " cancelled by updateCustomerSessionV2, ");
    assertThat(paths.through(RETURN, "open")).isEmpty();
  }
}
