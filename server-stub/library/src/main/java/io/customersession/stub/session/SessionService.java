package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.ReopenedSession;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.SessionWithEffects;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.promotion.PromotionMapper;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.session.IdempotencyRecords.Resource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the operations on sessions, one after the other for each session. It knows nothing of
 * HTTP; a call that cannot be carried out ends with one of this package's exceptions or a {@link
 * io.customersession.stub.lifecycle.TransitionRejected}, and then nothing has changed.
 */
public final class SessionService {
  private final WorldState worldState;
  private final SessionStore store;
  private final Quota quota;
  private final RedemptionCounters counters;
  private final PromotionEngine promotions;
  private final TransitionPlanner planner;
  private final TransitionCommitter commits;
  private final ResponseAssembler responses;

  /** Makes a service on what it works with. */
  public SessionService(WorldState worldState, Lifecycle lifecycle, PromotionEngine promotions) {
    this.worldState = worldState;
    this.store = worldState.store();
    this.quota = worldState.quota();
    this.counters = worldState.counters();
    this.promotions = promotions;
    this.planner = new TransitionPlanner(lifecycle, worldState, promotions);
    this.commits = new TransitionCommitter(worldState);
    this.responses =
        new ResponseAssembler(worldState.profiles(), new PromotionMapper(promotions, counters));
  }

  /** Carries out updateCustomerSession. */
  public IntegrationState updateCustomerSession(
      OperationContext call, String id, NewCustomerSession request, boolean dry) {
    return update(
        call,
        id,
        SessionChange.of(request),
        call.now(),
        dry,
        transition -> responses.ofUpdateV1(transition));
  }

  /**
   * Carries out updateCustomerSessionV2.
   *
   * @param now the time to evaluate a dry call at, or null for the time it is
   */
  public IntegrationStateV2 updateCustomerSessionV2(
      OperationContext call,
      String id,
      IntegrationRequest request,
      boolean dry,
      @Nullable OffsetDateTime now) {
    OffsetDateTime at = evaluationTime(call, dry, now);
    return update(
        call,
        id,
        SessionChange.of(request.getCustomerSession()),
        at,
        dry,
        transition -> responses.ofUpdateV2(transition, request.getResponseContent()));
  }

  /** Carries out getCustomerSession. */
  public SessionWithEffects getCustomerSession(OperationContext call, String id) {
    Session session = find(call, id);
    return SessionWithEffects.builder()
        .customerSession(session.facts())
        .effects(session.appliedPromotions().effects())
        .build();
  }

  /** Carries out getCustomerSessionV1. */
  public CustomerSession getCustomerSessionV1(OperationContext call, String id) {
    return SessionMapper.v1(find(call, id));
  }

  /** Carries out reopenCustomerSession. */
  public ReopenedSession reopenCustomerSession(OperationContext call, String id) {
    OffsetDateTime at = call.now();
    return change(
        call,
        id,
        false,
        (before, result) -> {
          TransitionResult planned = planner.reopen(call, present(before, id), at);
          return result
              .commit(
                  planned,
                  transition ->
                      ReopenedSession.builder().effects(transition.promotions().effects()).build())
              .after();
        });
  }

  /** Carries out returnCartItems. */
  public IntegrationStateV2 returnCartItems(
      OperationContext call, String id, ReturnIntegrationRequest request, boolean dry) {
    OffsetDateTime at = call.now();
    return change(
        call,
        id,
        false,
        (before, result) -> {
          Session session = present(before, id);
          TransitionResult planned = planner.returnItems(call, session, request, at, dry);
          TransitionResult committed =
              result.commit(
                  planned,
                  transition -> responses.ofReturn(transition, request.getResponseContent()));
          return dry ? session : committed.after();
        });
  }

  /** Forgets sessions, and returns the uses of codes that they had counted. */
  List<Redemption> erase(long application, List<String> ids) {
    List<Redemption> counted = new ArrayList<>();
    for (String id : ids) {
      store.update(
          new SessionKey(application, id),
          before -> {
            if (before != null) {
              quota.release(before);
              counted.addAll(before.appliedPromotions().redemptions());
            }
            return null;
          });
    }
    return counted;
  }

  private Session find(OperationContext call, String id) {
    return present(store.find(new SessionKey(call.application(), id)), id);
  }

  private static Session present(@Nullable Session session, String id) {
    if (session == null) {
      throw new NotFoundException("There is no customer session with the id \"" + id + "\"");
    }
    return session;
  }

  private <A extends Model> A update(
      OperationContext call,
      String id,
      SessionChange change,
      OffsetDateTime at,
      boolean dry,
      Function<TransitionResult, A> responseOf) {
    return change(
        call,
        id,
        !dry,
        (before, result) -> {
          Supplier<TransitionResult> work =
              () -> {
                TransitionResult planned =
                    before == null
                        ? planner.create(call, id, change, at, dry)
                        : planner.update(call, before, change, at, dry);
                UpdateWarnings.check(call, before, change, planned.after());
                return result.commit(planned, responseOf);
              };
          // What is left of a limit must still be left when the use of it is counted.
          TransitionResult transition = promotions.hasCodes() ? counters.alone(work) : work.get();
          return dry ? before : transition.after();
        });
  }

  /**
   * Runs a change under its session's lock and returns the response it leaves.
   *
   * @param mayConflict whether the document has a 409 for the call
   */
  private <A extends Model> A change(
      OperationContext call,
      String id,
      boolean mayConflict,
      BiFunction<@Nullable Session, Result<A>, @Nullable Session> change) {
    SessionKey key = new SessionKey(call.application(), id);
    boolean wait = !mayConflict || call.behaviour().parallelUpdates() == ParallelUpdates.SERIALIZE;
    return worldState.change(
        call,
        Resource.SESSION,
        id,
        () -> {
          Result<A> result = new Result<>(call, commits);
          if (wait) {
            store.update(key, before -> change.apply(before, result));
          } else if (!store.tryUpdate(key, before -> change.apply(before, result))) {
            throw ConflictException.ofSession();
          }
          if (result.response == null) {
            throw new IllegalStateException("the store did not carry out the change");
          }
          return result.response;
        });
  }

  private static OffsetDateTime evaluationTime(
      OperationContext call, boolean dry, @Nullable OffsetDateTime now) {
    OffsetDateTime current = call.now();
    if (now == null) {
      return current;
    }
    Violations violations = new Violations();
    violations.parameter("now");
    String rule = "#/components/parameters/Now";
    if (!dry) {
      violations.add(Rule.NOT_ALLOWED, rule, "now is allowed only when dry is true");
    }
    if (!Moment.isInRange(now)) {
      violations.add(Rule.NOT_ALLOWED, rule, "now " + Moment.OUT_OF_RANGE);
    } else if (!now.isAfter(current)) {
      violations.add(Rule.NOT_ALLOWED, rule, "now must be in the future");
    }
    InvalidRequestException.throwIfAny(violations);
    return Moment.of(now);
  }

  /** Carries the response out of a change. */
  private static final class Result<A extends Model> {
    private final OperationContext call;
    private final TransitionCommitter commits;
    private @Nullable A response;

    private Result(OperationContext call, TransitionCommitter commits) {
      this.call = call;
      this.commits = commits;
    }

    /** Commits a planned change once the response to it is built and encoded. */
    TransitionResult commit(TransitionResult planned, Function<TransitionResult, A> responseOf) {
      return commits.commit(
          planned,
          transition -> {
            A built = responseOf.apply(transition);
            call.encode(built);
            response = built;
          });
    }
  }
}
