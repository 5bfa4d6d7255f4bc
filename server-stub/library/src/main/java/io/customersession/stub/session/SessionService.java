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
import io.customersession.stub.promotion.Promotions;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.promotion.Showcase;
import io.customersession.stub.promotion.Usage;
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
  private final Records records;
  private final SessionStore store;
  private final Capacity capacity;
  private final Usage usage;
  private final Promotions promotions;
  private final Moves moves;
  private final Commits commits;
  private final ResponseAssembler responses;

  /** Makes a service on what it works with. */
  public SessionService(Records records, Lifecycle lifecycle, Promotions promotions) {
    this.records = records;
    this.store = records.store();
    this.capacity = records.capacity();
    this.usage = records.usage();
    this.promotions = promotions;
    this.moves = new Moves(lifecycle, records, promotions);
    this.commits = new Commits(records);
    this.responses = new ResponseAssembler(records.profiles(), new Showcase(promotions, usage));
  }

  /** Carries out updateCustomerSession. */
  public IntegrationState updateCustomerSession(
      Call call, String id, NewCustomerSession request, boolean dry) {
    return update(
        call,
        id,
        SessionChange.of(request),
        call.now(),
        dry,
        outcome -> responses.ofUpdateV1(outcome));
  }

  /**
   * Carries out updateCustomerSessionV2.
   *
   * @param now the time to evaluate a dry call at, or null for the time it is
   */
  public IntegrationStateV2 updateCustomerSessionV2(
      Call call, String id, IntegrationRequest request, boolean dry, @Nullable OffsetDateTime now) {
    OffsetDateTime at = evaluationTime(call, dry, now);
    return update(
        call,
        id,
        SessionChange.of(request.getCustomerSession()),
        at,
        dry,
        outcome -> responses.ofUpdateV2(outcome, request.getResponseContent()));
  }

  /** Carries out getCustomerSession. */
  public SessionWithEffects getCustomerSession(Call call, String id) {
    Session session = find(call, id);
    return SessionWithEffects.builder()
        .customerSession(session.facts())
        .effects(session.standing().effects())
        .build();
  }

  /** Carries out getCustomerSessionV1. */
  public CustomerSession getCustomerSessionV1(Call call, String id) {
    return Views.v1(find(call, id));
  }

  /** Carries out reopenCustomerSession. */
  public ReopenedSession reopenCustomerSession(Call call, String id) {
    OffsetDateTime at = call.now();
    return change(
        call,
        id,
        false,
        (before, result) -> {
          Outcome planned = moves.reopen(call, present(before, id), at);
          return result
              .commit(
                  planned,
                  outcome ->
                      ReopenedSession.builder().effects(outcome.consequence().effects()).build())
              .after();
        });
  }

  /** Carries out returnCartItems. */
  public IntegrationStateV2 returnCartItems(
      Call call, String id, ReturnIntegrationRequest request, boolean dry) {
    OffsetDateTime at = call.now();
    return change(
        call,
        id,
        false,
        (before, result) -> {
          Session session = present(before, id);
          Outcome planned = moves.returnItems(call, session, request, at, dry);
          Outcome committed =
              result.commit(
                  planned, outcome -> responses.ofReturn(outcome, request.getResponseContent()));
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
              capacity.release(before);
              counted.addAll(before.standing().counted());
            }
            return null;
          });
    }
    return counted;
  }

  private Session find(Call call, String id) {
    return present(store.find(new SessionKey(call.application(), id)), id);
  }

  private static Session present(@Nullable Session session, String id) {
    if (session == null) {
      throw new NotFoundException("There is no customer session with the id \"" + id + "\"");
    }
    return session;
  }

  private <A extends Model> A update(
      Call call,
      String id,
      SessionChange change,
      OffsetDateTime at,
      boolean dry,
      Function<Outcome, A> responseOf) {
    return change(
        call,
        id,
        !dry,
        (before, result) -> {
          Supplier<Outcome> work =
              () -> {
                Outcome planned =
                    before == null
                        ? moves.create(call, id, change, at, dry)
                        : moves.update(call, before, change, at, dry);
                Dangers.look(call, before, change, planned.after());
                return result.commit(planned, responseOf);
              };
          // What is left of a limit must still be left when the use of it is counted.
          Outcome outcome = promotions.haveCodes() ? usage.alone(work) : work.get();
          return dry ? before : outcome.after();
        });
  }

  /**
   * Runs a change under its session's lock and returns the response it leaves.
   *
   * @param mayConflict whether the document has a 409 for the call
   */
  private <A extends Model> A change(
      Call call,
      String id,
      boolean mayConflict,
      BiFunction<@Nullable Session, Result<A>, @Nullable Session> change) {
    SessionKey key = new SessionKey(call.application(), id);
    boolean wait = !mayConflict || call.behaviour().parallelUpdates() == ParallelUpdates.SERIALIZE;
    return records.change(
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
      Call call, boolean dry, @Nullable OffsetDateTime now) {
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
    private final Call call;
    private final Commits commits;
    private @Nullable A response;

    private Result(Call call, Commits commits) {
      this.call = call;
      this.commits = commits;
    }

    /** Commits a planned change once the response to it is built and encoded. */
    Outcome commit(Outcome planned, Function<Outcome, A> responseOf) {
      return commits.commit(
          planned,
          outcome -> {
            A built = responseOf.apply(outcome);
            call.encode(built);
            response = built;
          });
    }
  }
}
