package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.ParallelUpdates;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Limits of the store, and concurrent updates that are refused. */
class StoreLimitsTest extends SessionScenario {
  @Test
  void maxSessions_reached_refusesOneMoreAndKeepsTheRest() {
    use(Stubs.builder().maxSessions(2).start());
    api.putV2("1", "{}").expect(200);
    api.putV2("2", "{}").expect(200);

    assertThat(api.putV2("3", "{}").expect(507).json().get("StatusCode").getAsInt()).isEqualTo(507);
    api.getV2("3").expect(404);
    api.putV2("2", "{\"state\":\"closed\"}").expect(200);
    api.send("PUT", "/v2/customer_sessions/3?dry=true", "{\"customerSession\":{}}").expect(200);
    stub.reset();
    api.putV2("3", "{}").expect(200);
  }

  @Test
  void maxProfiles_reached_refusesOneMoreAndChangesNothing() {
    use(Stubs.builder().maxProfiles(1).maxSessions(2).start());
    api.putV2("1", "{\"profileId\":\"p\"}").expect(200);
    String before = api.getV2("1").body();

    api.putV2("2", "{\"profileId\":\"q\"}").expect(507);
    api.putV2("1", "{\"profileId\":\"q\"}").expect(507);
    api.send("PUT", "/v2/customer_profiles/q", "{}").expect(507);

    api.getV2("2").expect(404);
    assertThat(api.getV2("1").body()).isEqualTo(before);
    api.putV2("2", "{\"profileId\":\"p\"}").expect(200);
    api.send("DELETE", "/v1/customer_data/p", null).expect(204);
    api.putV2("2", "{\"profileId\":\"q\"}").expect(200);
  }

  @Test
  void parallelUpdates_refuse_responds409WhileAnotherRuns() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    use(
        Stubs.builder()
            .parallelUpdates(ParallelUpdates.REFUSE)
            .transitionRule(
                move -> {
                  if (move.to() == SessionState.CLOSED) {
                    inside.countDown();
                    try {
                      go.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                  return Optional.empty();
                })
            .start());
    api.putV2("s", "{}").expect(200);
    Api other = new Api(stub);
    Thread slow = new Thread(() -> other.putV2("s", "{\"state\":\"closed\"}").expect(200));
    slow.start();
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    Api.Response conflict = api.putV2("s", "{}").expect(409);
    api.putV2("another", "{}").expect(200);
    go.countDown();
    slow.join();

    assertThat(conflict.message())
        .isEqualTo("Too many requests are updating this session at the same time");
    assertThat(conflict.json().get("StatusCode").getAsInt()).isEqualTo(409);
    assertThat(api.getV2("s").session().get("state").getAsString()).isEqualTo("closed");
  }
}
