package io.customersession.stub.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRejected;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.NewCustomerProfile;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.NewReturn;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.ReturnedCartItem;
import io.customersession.stub.model.SessionResponseContent;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.EffectRule;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.store.MemoryStore;
import io.customersession.stub.store.StoreLimits;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change is stored after its response is encoded, with what follows from it, or not at all. */
class AtomicChangesTest {
  private static final int MAX_SESSIONS = 8;
  private static final int MAX_PROFILES = 4;
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-07-04T12:00:00Z");

  private final Random random = new Random(20_260_705);

  /** What fails next, or null if nothing does. */
  private @Nullable Harm harm;

  private enum Harm {
    TRANSITION_RULE,
    EFFECT_RULE,
    ENCODER
  }

  private final EffectRule effects =
      draft -> {
        failIf(Harm.EFFECT_RULE);
        return draft.effects();
      };
  private final TransitionRule transitions =
      move -> {
        failIf(Harm.TRANSITION_RULE);
        return Optional.empty();
      };

  private final WorldState worldState =
      new WorldState(
          new MemoryStore(
              new StoreLimits(MAX_SESSIONS, MAX_PROFILES, 1_000_000, new MemoryBudget(1_000_000))));
  private final SessionService sessions = sessions(true);
  private final ProfileService profiles = new ProfileService(worldState);

  private SessionService sessions(boolean codes) {
    Fixtures fixtures =
        Fixtures.builder()
            .coupons(
                Promotion.coupon("TEN").percent("10").limits(Limits.NONE.total(100_000)),
                Promotion.coupon("ONE").amount("1"))
            .build();
    return new SessionService(
        worldState,
        new Lifecycle(List.of(transitions)),
        new PromotionEngine(
            codes ? fixtures : Fixtures.builder().build(), List.of(effects), 100_000_000));
  }

  private void failIf(Harm kind) {
    if (harm != kind) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> throw new IllegalArgumentException("on purpose");
      case 1 -> throw new StackOverflowError("on purpose");
      case 2 -> throw new OutOfMemoryError("on purpose");
      default -> throw new AssertionError("on purpose");
    }
  }

  private final class OneCall implements CallOfATest {
    private final Operation operation;
    private final @Nullable KeyedRequest keyed;

    OneCall(Operation operation, @Nullable KeyedRequest keyed) {
      this.operation = operation;
      this.keyed = keyed;
    }

    @Override
    public Operation operation() {
      return operation;
    }

    @Override
    public OffsetDateTime now() {
      return NOW;
    }

    @Override
    public @Nullable KeyedRequest keyed() {
      return keyed;
    }

    @Override
    public byte[] encode(Model response) {
      failIf(Harm.ENCODER);
      return new byte[200];
    }

    @Override
    public void note(Violation violation) {}

    @Override
    public void warn(
        ContractRule rule, String pointer, String details, String documented, String rightForm) {}
  }

  private OneCall call(Operation operation, boolean dry) {
    KeyedRequest keyed =
        random.nextBoolean()
            ? new KeyedRequest("k" + random.nextInt(5), "f" + random.nextInt(2), dry)
            : null;
    return new OneCall(operation, keyed);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void callAtRandom(int i) {
    String id = "s" + random.nextInt(10);
    boolean dry = random.nextInt(6) == 0;
    switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          sessions.updateCustomerSessionV2(
              call(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, dry),
              id,
              IntegrationRequest.builder()
                  .customerSession(session(i))
                  .responseContent(List.of(SessionResponseContent.values()))
                  .build(),
              dry,
              null);
      case 3 ->
          sessions.updateCustomerSession(
              new OneCall(ApiOperation.UPDATE_CUSTOMER_SESSION, null),
              id,
              NewCustomerSession.builder().profileId("a").coupon("TEN").build(),
              dry);
      case 4 ->
          sessions.reopenCustomerSession(call(ApiOperation.REOPEN_CUSTOMER_SESSION, false), id);
      case 5 ->
          sessions.returnCartItems(
              call(ApiOperation.RETURN_CART_ITEMS, dry),
              id,
              ReturnIntegrationRequest.builder()
                  .returnValue(
                      NewReturn.builder()
                          .returnedCartItems(
                              List.of(ReturnedCartItem.builder().position(0).quantity(1).build()))
                          .build())
                  .build(),
              dry);
      case 6 ->
          profiles.updateCustomerProfile(
              new OneCall(ApiOperation.UPDATE_CUSTOMER_PROFILE, null),
              one(List.of("a", "b", "c", "d", "e", "f")),
              NewCustomerProfile.builder().attributes(attributes(i)).build(),
              dry);
      default ->
          profiles.updateCustomerProfileV2(
              call(ApiOperation.UPDATE_CUSTOMER_PROFILE_V2, dry),
              one(List.of("a", "b", "c", "d", "e", "f")),
              CustomerProfileRequest.builder().attributes(attributes(i)).build(),
              dry);
    }
  }

  private NewCustomerSessionV2 session(int i) {
    return NewCustomerSessionV2.builder()
        .profileId(one(List.of("", "a", "b", "c", "d", "e")))
        .couponCodes(one(List.of(List.of(), List.of("TEN"), List.of("ONE", "TEN"))))
        .attributes(attributes(i))
        .state(one(List.of(SessionState.OPEN, SessionState.CLOSED, SessionState.CANCELLED)))
        .cartItems(List.of(CartItem.builder().sku("x").quantity(2).price(BigDecimal.TEN).build()))
        .build();
  }

  /** Attributes that grow and shrink, and sometimes take more memory than one thing may. */
  private Map<String, Object> attributes(int i) {
    int length = random.nextInt(10) == 0 ? 100_000 : random.nextInt(500);
    return Map.of("text", "x".repeat(length) + i);
  }

  /** Returns everything that is stored, and the memory that it takes. */
  private String stored() {
    WorldState.Snapshot snapshot = worldState.snapshot();
    return snapshot.weight() + " " + snapshot;
  }

  @Test
  void callThatThrows_leavesTheSnapshotUnchanged() {
    int carriedOut = 0;
    int replayed = 0;
    int refused = 0;
    int full = 0;
    Map<Harm, AtomicInteger> failed =
        Map.of(
            Harm.TRANSITION_RULE, new AtomicInteger(),
            Harm.EFFECT_RULE, new AtomicInteger(),
            Harm.ENCODER, new AtomicInteger());
    for (int i = 0; i < 2_500; i++) {
      if (i % 100 == 0) {
        worldState.reset(() -> {}); // otherwise every session has ended after a while
      }
      harm = random.nextInt(3) == 0 ? one(List.of(Harm.values())) : null;
      String before = stored();
      try {
        callAtRandom(i);
        carriedOut++;
      } catch (RuntimeException | Error e) {
        assertThat(stored()).as("harm %s, %s", harm, e).isEqualTo(before);
        if (e instanceof ReplayedResponse) {
          replayed++;
        } else if (e instanceof StoreFullException) {
          full++;
        } else if (e instanceof TransitionRejected
            || e instanceof InvalidRequestException
            || e instanceof NotFoundException) {
          refused++;
        } else {
          assertThat(e).hasMessage("on purpose");
          failed.get(harm).incrementAndGet();
        }
      }
    }
    assertThat(carriedOut).isGreaterThan(500);
    assertThat(replayed).isPositive();
    assertThat(refused).isGreaterThan(100);
    assertThat(full).isGreaterThan(100);
    assertThat(failed).allSatisfy((kind, times) -> assertThat(times.get()).isGreaterThan(50));
  }

  @Test
  void failedCalls_takeNoPlaces() {
    harm = Harm.ENCODER;
    for (int i = 0; i < 50; i++) {
      try {
        put("s" + i, "p" + i);
      } catch (RuntimeException | Error e) {
        assertThat(e).hasMessage("on purpose");
      }
    }
    harm = null;
    for (int i = 0; i < MAX_SESSIONS; i++) {
      put("s" + i, "p" + i % MAX_PROFILES);
    }
    assertThat(worldState.sessions()).isEqualTo(MAX_SESSIONS);
  }

  private void put(String id, String profile) {
    sessions.updateCustomerSession(
        new OneCall(ApiOperation.UPDATE_CUSTOMER_SESSION, null),
        id,
        NewCustomerSession.builder().profileId(profile).build(),
        false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void responseShowsWhatIsStored_whileOthersChangeTheSameProfiles(boolean codes) throws Exception {
    SessionService shared = sessions(codes);
    ProfileService others = new ProfileService(worldState);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<Long>>> running = new ArrayList<>();
    int calls = 300;
    try {
      for (int t = 0; t < 4; t++) {
        String id = "s" + t;
        int thread = t;
        Callable<List<Long>> work =
            () -> {
              List<Long> events = new ArrayList<>();
              for (int i = 0; i < calls; i++) {
                events.add(
                    shared
                        .updateCustomerSessionV2(
                            new OneCall(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, null),
                            id,
                            IntegrationRequest.builder()
                                .customerSession(
                                    NewCustomerSessionV2.builder()
                                        .profileId("p" + (i + thread) % 3)
                                        .couponCodes(List.of("TEN"))
                                        .build())
                                .responseContent(List.of(SessionResponseContent.EVENT))
                                .build(),
                            false,
                            null)
                        .getEvent()
                        .getId());
                events.add(
                    others
                        .updateCustomerProfile(
                            new OneCall(ApiOperation.UPDATE_CUSTOMER_PROFILE, null),
                            "p" + i % 3,
                            NewCustomerProfile.builder().build(),
                            false)
                        .getEvent()
                        .getId());
              }
              return events;
            };
        running.add(threads.submit(work));
      }
      List<Long> events = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        events.addAll(each.get(60, TimeUnit.SECONDS));
      }
      assertThat(events).doesNotHaveDuplicates().hasSize(4 * 2 * calls);
      assertThat(events).allMatch(id -> id <= 4L * 2 * calls);
    } finally {
      threads.shutdownNow();
    }
  }
}
