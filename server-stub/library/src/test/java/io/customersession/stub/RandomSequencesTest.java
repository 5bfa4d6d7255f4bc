package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random calls against the stub and against a model of a few lines; both agree after every call.
 */
class RandomSequencesTest {
  private static CustomerSessionStub stub;
  private static Api api;
  private static final AtomicInteger SESSIONS = new AtomicInteger();

  @BeforeContainer
  static void start() {
    stub = Stubs.start();
    api = new Api(stub);
  }

  @AfterContainer
  static void stop() {
    stub.close();
  }

  /**
   * One call: an operation, the state it asks for or null, and the number of units it puts into the
   * cart or takes back.
   */
  record Step(String operation, String state, int units) {}

  /** What a session should be, kept in four fields. */
  private static final class Model {
    private String state;
    private int units;
    private int returned;
    private int changes;

    /** Returns whether the call is legal, and takes it over if so. */
    boolean take(Step step) {
      String target = target(step);
      if (state == null) {
        return isUpdate(step)
            && Document.allows(null, target, step.operation())
            && create(step, target);
      }
      if (!Document.allows(state, target, step.operation())) {
        return false;
      }
      if (step.operation().equals("returnCartItems")) {
        if (step.units() > units - returned) {
          return false;
        }
        returned += step.units();
      } else if (isUpdate(step) && Document.allows(state, state, step.operation())) {
        units = step.units();
        returned = 0;
      }
      state = target;
      changes++;
      return true;
    }

    private boolean create(Step step, String target) {
      state = target;
      units = step.units();
      changes = 1;
      return true;
    }

    private String target(Step step) {
      return switch (step.operation()) {
        case "reopenCustomerSession" -> "open";
        case "returnCartItems" -> "partially_returned";
        default -> step.state() != null ? step.state() : state == null ? "open" : state;
      };
    }

    private static boolean isUpdate(Step step) {
      return step.operation().startsWith("updateCustomerSession");
    }
  }

  @Property
  void calls_inAnyOrder_doWhatTheModelDoes(@ForAll("sequences") List<Step> steps) {
    String id = "random-" + SESSIONS.incrementAndGet();
    Model model = new Model();
    for (Step step : steps) {
      boolean legal = model.take(step);
      Api.Response response = call(id, step);
      assertThat(response.status() == 200)
          .as("%s after %s: %s", step, steps, response.body())
          .isEqualTo(legal);
      assertThat(response.status()).isIn(200, 400, 404);
    }
    if (model.state == null) {
      api.getV2(id).expect(404);
      return;
    }
    JsonObject session = api.getV2(id).expect(200).session();
    assertThat(session.get("state").getAsString()).isEqualTo(model.state);
    assertThat(session.get("updateCount").getAsInt()).isEqualTo(model.changes);
    JsonObject item = session.getAsJsonArray("cartItems").get(0).getAsJsonObject();
    assertThat(item.get("quantity").getAsInt()).isEqualTo(model.units);
    assertThat(item.get("returnedQuantity").getAsInt()).isEqualTo(model.returned);
    assertThat(session.get("total").getAsInt()).isEqualTo(3 * model.units);
  }

  private static Api.Response call(String id, Step step) {
    String state = step.state() == null ? "" : "\"state\":\"" + step.state() + "\",";
    String session =
        "{"
            + state
            + "\"cartItems\":[{\"sku\":\"a\",\"price\":3,\"quantity\":"
            + step.units()
            + "}]}";
    return switch (step.operation()) {
      case "updateCustomerSession" -> api.putV1(id, session);
      case "updateCustomerSessionV2" -> api.putV2(id, session);
      case "returnCartItems" ->
          api.returnItems(id, "[{\"sku\":\"a\",\"quantity\":" + step.units() + "}]");
      default -> api.reopen(id);
    };
  }

  @Provide
  Arbitrary<List<Step>> sequences() {
    Arbitrary<String> operations =
        Arbitraries.of(
            "updateCustomerSession",
            "updateCustomerSessionV2",
            "returnCartItems",
            "reopenCustomerSession");
    Arbitrary<String> states = Arbitraries.of(Document.states()).injectNull(0.3);
    Arbitrary<Integer> units = Arbitraries.integers().between(1, 4);
    return net.jqwik.api.Combinators.combine(operations, states, units)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }
}
