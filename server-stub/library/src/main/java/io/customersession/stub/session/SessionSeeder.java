package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.account.AccountValidator;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRejected;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.NewReturn;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.ReturnedCartItem;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.UnitOfWork;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Seeds sessions: makes the calls that lead a session to the state of its seed, so that sums,
 * profiles, counters and internal ids are as if a client had made these calls. Transition rules
 * that a test added to those of the document are not applied.
 */
public final class SessionSeeder {
  private static final NewCustomerSessionV2 NO_CHANGE = NewCustomerSessionV2.builder().build();

  /** The first update has the content, which only v2 can express. */
  private static final SeedPath<SessionState> PATHS =
      new SeedPath<>(
          SessionState.transitions(),
          ApiOperation.UPDATE_CUSTOMER_SESSION_V2,
          List.of(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, ApiOperation.UPDATE_CUSTOMER_SESSION));

  private final WorldState worldState;
  private final SessionOperations operations;
  private final AccountValidator account;
  private final LongPredicate applications;
  private final Clock clock;

  /**
   * Creates a seeder.
   *
   * @param promotions the account's coupons and referrals
   * @param account checks what seeds name, as for requests
   * @param applications returns true if an application exists
   */
  public SessionSeeder(
      WorldState worldState,
      PromotionEngine promotions,
      AccountValidator account,
      LongPredicate applications,
      Clock clock) {
    this.worldState = worldState;
    this.operations = new SessionOperations(new Lifecycle(List.of()), promotions);
    this.account = account;
    this.applications = applications;
    this.clock = clock;
  }

  /**
   * Seeds all of these sessions in their order, or none of them.
   *
   * @throws IllegalArgumentException if a session cannot exist as described; the message names it
   *     and gives the reason
   * @throws io.customersession.contract.stub.memory.StoreFullException if they do not all fit
   */
  public void seed(List<SessionSeed> seeds) {
    worldState.seed(unit -> seeds.forEach(seed -> seed(unit, seed)));
  }

  private void seed(UnitOfWork unit, SessionSeed seed) {
    check(unit, seed);
    OffsetDateTime created = Moment.of(or(seed.created(), Moment.now(clock)));
    OffsetDateTime updated = Moment.of(or(seed.updated(), created));
    try {
      lead(unit, seed, created, updated);
    } catch (TransitionRejected | InvalidRequestException e) {
      throw SessionSeed.wrong(
          seed.id(),
          e instanceof InvalidRequestException invalid
              ? SessionSeed.sentence(invalid.violations())
              : String.valueOf(e.getMessage()));
    }
  }

  private void check(UnitOfWork unit, SessionSeed seed) {
    Violations violations = new Violations();
    ApiOperation.UPDATE_CUSTOMER_SESSION_V2.parameters().stream()
        .filter(parameter -> parameter.name().equals("customerSessionId"))
        .forEach(
            parameter -> {
              violations.parameter("id");
              parameter.codec().parse(seed.id(), violations);
            });
    if (!violations.all().isEmpty()) {
      throw SessionSeed.wrong(seed.id(), SessionSeed.sentence(violations.all()));
    }
    if (!applications.test(seed.application())) {
      throw SessionSeed.wrong(
          seed.id(),
          "there is no application " + seed.application() + "; an API key has to name it");
    }
    if (unit.session(new SessionKey(seed.application(), seed.id())) != null) {
      throw SessionSeed.wrong(seed.id(), "there is a session with this id already");
    }
    Violations unsettled = new Violations();
    account.check(seed.content(), unsettled);
    if (!unsettled.all().isEmpty()) {
      throw SessionSeed.wrong(seed.id(), SessionSeed.sentence(unsettled.all()));
    }
    if (seed.content().getState() != null) {
      throw SessionSeed.wrong(seed.id(), "its state must be set outside of its content");
    }
    if (!seed.returned().isEmpty() && returnPath(seed.state()).isEmpty()) {
      throw SessionSeed.wrong(
          seed.id(),
          "items can have been returned only if it is "
              + Arrays.stream(SessionState.values())
                  .filter(state -> returnPath(state).isPresent())
                  .map(SessionState::value)
                  .collect(Collectors.joining(" or "))
              + ", not "
              + seed.state());
    }
    checkTime(seed, "created", seed.created());
    checkTime(seed, "updated", seed.updated());
    if (seed.created() != null
        && seed.updated() != null
        && seed.updated().isBefore(seed.created())) {
      throw SessionSeed.wrong(seed.id(), "updated must not be before created");
    }
  }

  private static void checkTime(SessionSeed seed, String name, @Nullable OffsetDateTime time) {
    if (time != null && !Moment.isInRange(time)) {
      throw SessionSeed.wrong(seed.id(), name + " " + Moment.OUT_OF_RANGE);
    }
  }

  /** Makes the first step at the time of creation, and the others at that of the last change. */
  private void lead(
      UnitOfWork unit, SessionSeed seed, OffsetDateTime created, OffsetDateTime updated) {
    NewCustomerSessionV2 content =
        SessionSeed.read(seed.id(), NewCustomerSessionV2.Codec.INSTANCE.toBytes(seed.content()));
    OffsetDateTime at = created;
    for (SeedPath.Step<SessionState> step : path(seed, created.equals(updated) ? 1 : 2)) {
      if (step.operation().equals(ApiOperation.RETURN_CART_ITEMS)) {
        returnItems(unit, seed, at);
      } else if (step.operation().equals(ApiOperation.UPDATE_CUSTOMER_SESSION)) {
        NewCustomerSession change = NewCustomerSession.builder().state(step.to()).build();
        update(unit, seed, step.operation(), SessionChange.of(change), at);
      } else {
        NewCustomerSessionV2 change = content.toBuilder().state(step.to()).build();
        update(unit, seed, step.operation(), SessionChange.of(change), at);
      }
      content = NO_CHANGE;
      at = updated;
    }
  }

  private static List<SeedPath.Step<SessionState>> path(SessionSeed seed, int min) {
    Optional<List<SeedPath.Step<SessionState>>> path =
        seed.returned().isEmpty() ? PATHS.to(seed.state(), min) : returnPath(seed.state());
    return path.orElseThrow(
        () -> SessionSeed.wrong(seed.id(), "no update leads to the state " + seed.state()));
  }

  private static Optional<List<SeedPath.Step<SessionState>>> returnPath(SessionState state) {
    return PATHS.through(ApiOperation.RETURN_CART_ITEMS, state);
  }

  private void update(
      UnitOfWork unit,
      SessionSeed seed,
      Operation operation,
      SessionChange change,
      OffsetDateTime at) {
    operations.update(
        unit,
        call(seed, operation, at),
        seed.id(),
        change,
        at,
        false,
        (responses, result) -> result);
  }

  private void returnItems(UnitOfWork unit, SessionSeed seed, OffsetDateTime at) {
    List<ReturnedCartItem> lines =
        new TreeMap<>(seed.returned())
            .entrySet().stream()
                .map(
                    line ->
                        ReturnedCartItem.builder()
                            .position(line.getKey())
                            .quantity(line.getValue())
                            .build())
                .toList();
    operations.returnItems(
        unit,
        call(seed, ApiOperation.RETURN_CART_ITEMS, at),
        seed.id(),
        ReturnIntegrationRequest.builder()
            .returnValue(NewReturn.builder().returnedCartItems(lines).build())
            .build(),
        at,
        false);
  }

  private static OffsetDateTime or(@Nullable OffsetDateTime time, OffsetDateTime other) {
    return time == null ? other : time;
  }

  private static OperationContext call(SessionSeed seed, Operation operation, OffsetDateTime at) {
    return new SeedCall(operation, seed.application(), Behaviour.defaults(), at);
  }

  /** A call that does not come from a client. */
  private record SeedCall(
      Operation operation, long application, Behaviour behaviour, OffsetDateTime now)
      implements OperationContext {
    @Override
    public Epoch epoch() {
      // Seeding runs exclusively, so a reset cannot come between.
      return new Epoch();
    }

    @Override
    public @Nullable KeyedRequest keyed() {
      return null;
    }

    @Override
    public byte[] encode(Model response) {
      // The response is discarded.
      return new byte[0];
    }

    @Override
    public void note(Violation violation) {
      // Ignored properties of a seed were not sent by a client.
    }

    @Override
    public void warn(
        ContractRule rule, String pointer, String details, String documented, String rightForm) {
      // A seed has no sender to warn.
    }

    @Override
    public boolean manages(long other) {
      return false;
    }
  }
}
