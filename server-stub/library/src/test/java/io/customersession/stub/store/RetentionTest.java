package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.page;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.session;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.SessionSettings;
import io.customersession.stub.promotion.RedemptionCounters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long sessions and profiles are kept, and what a store in memory makes of it. */
class RetentionTest {
  private static final Retention DAY = new Retention(Duration.ofDays(1));

  private final MachineClock clock = new MachineClock();
  private final MemoryBudget memory = MemoryBudget.unbounded();
  private final Store store = new MemoryStore(new StoreLimits(1_000, 10, 0, memory), DAY, clock);

  /** A clock that is set. */
  private static final class MachineClock extends Clock {
    private volatile Instant now = NOW.toInstant();

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private void change(String id) {
    store.execute(scope(id), unit -> update(unit, id, "p"));
  }

  @Test
  void session_thatHasNotChangedForTheTime_isDeletedWithTheNextRead() {
    change("a");
    change("b");
    clock.advance(Duration.ofHours(23));
    change("b");
    clock.advance(Duration.ofHours(1));

    assertThat(store.<Session>read(view -> view.find(key("a")))).isNull();
    assertThat(store.<Session>read(view -> view.find(key("b")))).isNotNull();
    assertThat(store.<List<Session>>read(view -> view.list(1, page(0, 10), List.of()))).hasSize(1);
    assertThat(store.read(view -> view.find(new ProfileKey(1, "p"))).closedSessions()).isEqualTo(3);
    clock.advance(Duration.ofHours(23));
    assertThat(store.sessions()).isZero();
  }

  @Test
  void profile_thatHasNotChangedForTheTime_isDeletedWithItsCountersAfterItsSessions() {
    RedemptionCounters.Key ofAll =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.ALL, 1, "");
    RedemptionCounters.Key ofProfile =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.PROFILE, 1, "p");
    change("a");
    store.execute(
        scope("b"),
        unit -> {
          unit.add(ofAll, 1);
          unit.add(ofProfile, 1);
          return update(unit, "b", "q");
        });
    long before = store.snapshot().weight();
    clock.advance(Duration.ofHours(23));
    store.execute(scope("b"), unit -> update(unit, "b", "q"));
    clock.advance(Duration.ofHours(1));

    assertThat(store.sessions()).isEqualTo(1);
    assertThat(store.<Profile>read(view -> view.find(new ProfileKey(1, "p")))).isNull();
    assertThat(store.<Profile>read(view -> view.find(new ProfileKey(1, "q")))).isNotNull();
    assertThat(store.snapshot().counters()).isEqualTo(Map.of(ofAll, 1));
    assertThat(store.snapshot().weight()).isLessThan(before);
    change("a");
    assertThat(store.read(view -> view.find(new ProfileKey(1, "p"))).closedSessions()).isEqualTo(1);
  }

  /** Otherwise the request would redeem its coupons again. */
  @Test
  void responseOfASessionThatHasExpired_isKept() {
    IdempotencyKey key = new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "a", "k");
    store.execute(
        scope("a"),
        unit -> {
          unit.put(key, new IdempotencyRecord("f", new byte[] {1}, NOW.toInstant()));
          return update(unit, "a", "p");
        });
    clock.advance(Duration.ofDays(1));

    assertThat(store.sessions()).isZero();
    assertThat(store.<IdempotencyRecord>execute(scope("a"), unit -> unit.record(key))).isNotNull();
  }

  @Test
  void profile_thatIsOlderThanItsSession_isKept() {
    store.execute(
        scope("a"),
        unit -> {
          unit.put(
              new ProfileKey(1, "p"), Profile.created(unit.nextId(Sequence.PROFILE), "p", NOW));
          return unit;
        });
    clock.advance(Duration.ofHours(1));
    store.execute(
        scope("a"),
        unit -> {
          Session session = session(unit.nextId(Sequence.SESSION), "a", "p", 1);
          unit.put(session);
          return session;
        });
    clock.advance(Duration.ofHours(23));

    assertThat(store.sessions()).isEqualTo(1);
    assertThat(store.<Profile>read(view -> view.find(new ProfileKey(1, "p")))).isNotNull();
  }

  @Test
  void sessions_thatExpireTogether_areDeletedInBatchesAndGiveBackTheirMemory() {
    int sessions = Expiry.BATCH + 100;
    for (int i = 0; i < sessions; i++) {
      change("s" + i);
    }
    long before = store.snapshot().weight();
    clock.advance(Duration.ofDays(2));

    assertThat(store.sessions()).isEqualTo(100);
    assertThat(store.sessions()).isZero();
    assertThat(store.snapshot().weight()).isLessThan(before / 100);
    change("s7");
    assertThat(store.<Session>read(view -> view.find(key("s7"))).facts().getUpdateCount())
        .isEqualTo(1);
  }

  @Test
  void snapshot_thatIsRestored_isKeptForTheWholeTime() {
    change("a");
    StoreSnapshot snapshot = store.snapshot();
    clock.advance(Duration.ofHours(23));
    store.restore(snapshot, () -> {});
    clock.advance(Duration.ofHours(23));

    assertThat(store.sessions()).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(store.sessions()).isZero();
  }

  @Test
  void session_thatIsBeingChanged_isKept() {
    change("a");
    clock.advance(Duration.ofHours(23));
    store.execute(
        scope("a"),
        unit -> {
          clock.advance(Duration.ofHours(1));
          // The thread of another request comes after the time.
          Thread other = new Thread(() -> assertThat(store.sessions()).isEqualTo(1));
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return update(unit, "a", "p");
        });

    assertThat(store.<Session>read(view -> view.find(key("a"))).facts().getUpdateCount())
        .isEqualTo(2);
  }

  @Test
  void parse_ofDaysAndHours_isTheirTime() {
    assertThat(Retention.parse("30d")).isEqualTo(new Retention(Duration.ofDays(30)));
    assertThat(Retention.parse("12h")).hasToString("12h");
    assertThat(Retention.parse("48h")).hasToString("2d");
    assertThat(Retention.parse("forever")).isEqualTo(Retention.FOREVER).hasToString("forever");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0d", "30", "30 days", "-1d", "1.5h", "9999999d"})
  void parse_ofSomethingElse_isRefused(String text) {
    assertThat(Retention.parse(text)).isNull();
    assertThatThrownBy(() -> SessionSettings.RETAIN.parse("--retain", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--retain " + Retention.RULE);
  }

  @Test
  void retain_thatIsNoNumberOfHours_isRefused() {
    assertThatThrownBy(() -> CustomerSessionStub.builder().retain(Duration.ofMinutes(90)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retain must be a number of hours, at least 0");
  }
}
