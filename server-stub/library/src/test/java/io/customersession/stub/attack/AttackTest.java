package io.customersession.stub.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Stubs;
import org.junit.jupiter.api.Test;

/**
 * Hostile requests to every operation of the API and of the control API. Their number can be set
 * with {@code -Dattack.requests=20000}, and which ones with {@code -Dattack.seed=1}.
 */
class AttackTest {
  private static final int REQUESTS = Integer.getInteger("attack.requests", 1_000);
  private static final long SEED = Long.getLong("attack.seed", 20_261_125);

  @Test
  void hostileRequests_breakNoOracle() throws Exception {
    try (Attack attack = new Attack(SEED)) {
      Aftermath aftermath = attack.run(REQUESTS);

      System.out.printf(
          "attack: fuzzer host=%s seed=%d %s%n", Stubs.hostName(), SEED, attack.figures());
      assertThat(attack.broken()).as(String.join("\n", attack.examples())).isEmpty();
      assertThat(aftermath.problems()).isEmpty();
      // The attack has to get past the first checks, too.
      assertThat(attack.refused()).isBetween(REQUESTS / 3, REQUESTS);
      if (REQUESTS >= 10_000) {
        assertThat(attack.neverSucceeded()).isEqualTo(HostileRequests.unserved());
      }
    }
  }

  @Test
  void stubThatFails_isSeen() throws Exception {
    CustomerSessionStub.Builder failing =
        Stubs.builder()
            .transitionRule(
                move -> {
                  throw new IllegalStateException("on purpose");
                });
    try (Attack attack = new Attack(SEED, failing)) {
      // Few requests are valid and move a session, and which ones do depends on the operations.
      Aftermath aftermath = attack.run(300);
      for (int i = 0; i < 20 && attack.broken().isEmpty(); i++) {
        aftermath = attack.run(300);
      }

      assertThat(attack.broken()).containsOnlyKeys(Oracle.SERVER_ERROR);
      assertThat(aftermath.problems()).anyMatch(it -> it.contains("standard error"));
    }
  }
}
