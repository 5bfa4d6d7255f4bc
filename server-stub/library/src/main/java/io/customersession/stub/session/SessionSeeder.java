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
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Seeds sessions: makes the calls that lead a session to the state of its seed, so that sums,
 * profiles, counters and internal ids are as if a client had made these calls. Transition rules
 * that a test added to those of the document are not applied.
 */
public final class SessionSeeder {
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
    worldState.changeAlone(null, unit -> seeds.forEach(seed -> seed(unit, seed)));
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
    boolean afterReturn =
        switch (seed.state()) {
          case PARTIALLY_RETURNED, CANCELLED -> true;
          case OPEN, CLOSED -> false;
        };
    if (!seed.returned().isEmpty() && !afterReturn) {
      throw SessionSeed.wrong(
          seed.id(),
          "items can have been returned only if it is partially_returned or cancelled, not "
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

  private void lead(
      UnitOfWork unit, SessionSeed seed, OffsetDateTime created, OffsetDateTime updated) {
    NewCustomerSessionV2 content =
        SessionSeed.read(seed.id(), NewCustomerSessionV2.Codec.INSTANCE.toBytes(seed.content()));
    boolean sold = !seed.returned().isEmpty() || seed.state() == SessionState.PARTIALLY_RETURNED;
    if (sold || (seed.state() == SessionState.CLOSED && created.equals(updated))) {
      put(unit, seed, content.toBuilder().state(SessionState.CLOSED).build(), created);
    } else {
      put(unit, seed, content, created);
    }
    NewCustomerSessionV2.Builder change = NewCustomerSessionV2.builder();
    if (!seed.returned().isEmpty()) {
      returnItems(unit, seed, updated);
    } else if (seed.state() == SessionState.PARTIALLY_RETURNED) {
      update(
          unit,
          seed,
          ApiOperation.UPDATE_CUSTOMER_SESSION,
          SessionChange.of(NewCustomerSession.builder().state(seed.state()).build()),
          updated);
    } else if (seed.state() == SessionState.OPEN && !created.equals(updated)) {
      put(unit, seed, change.build(), updated);
    } else if (seed.state() == SessionState.CLOSED && !created.equals(updated)) {
      put(unit, seed, change.state(seed.state()).build(), updated);
    }
    if (seed.state() == SessionState.CANCELLED) {
      put(unit, seed, change.state(seed.state()).build(), updated);
    }
  }

  private void put(
      UnitOfWork unit, SessionSeed seed, NewCustomerSessionV2 content, OffsetDateTime at) {
    update(unit, seed, ApiOperation.UPDATE_CUSTOMER_SESSION_V2, SessionChange.of(content), at);
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
