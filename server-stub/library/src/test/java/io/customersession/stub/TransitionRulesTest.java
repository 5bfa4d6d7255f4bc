package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.SessionState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hand-written transition rules. */
class TransitionRulesTest extends SessionScenario {
  @Test
  void transitionRule_refuses_withItsReasonAndNothingStored() {
    TransitionRule couponNeedsIdentifier =
        move ->
            move.to() == SessionState.CLOSED
                    && !move.after().getCouponCodes().isEmpty()
                    && move.after().getIdentifiers().isEmpty()
                ? Optional.of("A session with a coupon needs an identifier to be closed.")
                : Optional.empty();
    use(Stubs.builder().transitionRule(couponNeedsIdentifier).start());
    api.putV2("s", "{\"couponCodes\":[\"C\"]}").expect(200);
    String before = api.getV2("s").body();

    Api.Response refused = api.putV2("s", "{\"state\":\"closed\",\"cartItems\":[]}").expect(400);

    assertThat(refused.message())
        .isEqualTo("Cannot move session to state \"closed\" from state \"open\"");
    JsonObject entry = refused.errors().get(0).getAsJsonObject();
    assertThat(entry.get("details").getAsString())
        .isEqualTo("A session with a coupon needs an identifier to be closed.");
    assertThat(refused.places()).containsExactly("/customerSession/state");
    assertThat(api.getV2("s").body()).isEqualTo(before);
    api.putV2("s", "{\"state\":\"closed\",\"identifiers\":[\"i\"]}").expect(200);
  }

  @Test
  void transitionRule_seesUpdatesAndCreationsToo() {
    use(
        Stubs.builder()
            .transitionRule(
                move ->
                    move.before() == null && move.after().getIntegrationId().startsWith("x")
                        ? Optional.of("no x")
                        : Optional.empty())
            .transitionRule(
                move ->
                    move.from() == move.to() && move.after().getIdentifiers().size() > 1
                        ? Optional.of("one identifier only")
                        : Optional.empty())
            .start());

    assertThat(api.putV2("x", "{}").expect(400).message())
        .isEqualTo("Cannot create session in state \"open\"");
    api.getV2("x").expect(404);
    api.putV2("s", "{}").expect(200);
    assertThat(api.putV1("s", "{\"identifiers\":[\"a\",\"b\"]}").expect(400).message())
        .isEqualTo("Cannot update session in state \"open\"");
  }
}
