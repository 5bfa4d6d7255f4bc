package io.customersession.stub.session;

import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.ApplicationSessionList;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.SessionOrder;
import io.customersession.stub.store.SessionQuery;
import io.customersession.stub.store.StoreView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries sessions for the management API. */
public final class SessionQueries {
  private final WorldState worldState;
  private final LongPredicate applications;

  /** Creates queries; the predicate returns true if an application exists. */
  public SessionQueries(WorldState worldState, LongPredicate applications) {
    this.worldState = worldState;
    this.applications = applications;
  }

  /**
   * Carries out getApplicationSessions.
   *
   * @throws InvalidRequestException if the query is not valid
   */
  public ApplicationSessionList getApplicationSessions(
      OperationContext call, long application, @Nullable String sort, SessionQuery query) {
    requireApplication(call, application);
    checkPartialMatch(query);
    List<SessionOrder> order = order(sort);
    List<Owned> page =
        worldState
            .store()
            .read(
                store ->
                    store.list(application, query, order).stream()
                        .map(session -> Owned.of(session, store))
                        .toList());
    List<Owned> shown = page.subList(0, Math.min(page.size(), query.pageSize()));
    return ApplicationSessionList.builder()
        .hasMore(page.size() > query.pageSize())
        .data(shown.stream().map(each -> each.view(shown.size() == 1)).toList())
        .build();
  }

  /** Carries out getApplicationSession; the id is the internal one. */
  public ApplicationSession getApplicationSession(
      OperationContext call, long application, long id) {
    requireApplication(call, application);
    Owned found =
        worldState
            .store()
            .read(
                store -> {
                  Session session = store.find(application, id);
                  return session == null ? null : Owned.of(session, store);
                });
    if (found == null) {
      throw new NotFoundException("There is no session with the internal id " + id);
    }
    return found.view(true);
  }

  /**
   * Returns a page of the sessions of an application, newest first, and one session more if there
   * is another page. Whether the application exists is not checked.
   */
  public List<Session> newestFirst(long application, SessionQuery query) {
    List<SessionOrder> order = List.of(new SessionOrder(SessionOrder.Property.ID, true));
    return worldState.store().read(store -> store.list(application, query, order));
  }

  /** Returns a session, or null if it does not exist. */
  public @Nullable Session find(SessionKey key) {
    return worldState.store().read(store -> store.find(key));
  }

  /** A session and its owner at the same time. */
  private record Owned(Session session, @Nullable Profile owner) {
    static Owned of(Session session, StoreView store) {
      ProfileKey owner = session.owner();
      return new Owned(session, owner == null ? null : store.find(owner));
    }

    ApplicationSession view(boolean alone) {
      return SessionMapper.management(session, owner == null ? null : owner.id(), alone);
    }
  }

  private void requireApplication(OperationContext call, long application) {
    if (!applications.test(application) || !call.manages(application)) {
      throw new NotFoundException("There is no application with the id " + application);
    }
  }

  private static void checkPartialMatch(SessionQuery query) {
    if (!query.partialMatch()) {
      return;
    }
    long filters =
        Stream.of(
                query.profile(),
                query.coupon(),
                query.referral(),
                query.integrationId(),
                query.storeIntegrationId())
            .filter(Objects::nonNull)
            .count();
    if (filters > 1) {
      throw refused(
          "partialMatch", "partialMatch applies to one text filter, but " + filters + " are given");
    }
  }

  private static List<SessionOrder> order(@Nullable String sort) {
    if (sort == null || sort.isEmpty()) {
      return List.of();
    }
    List<SessionOrder> order = new ArrayList<>();
    for (String field : sort.split(",", -1)) {
      boolean descending = field.startsWith("-");
      SessionOrder.Property property = property(descending ? field.substring(1) : field);
      if (order.stream().anyMatch(each -> each.property() == property)) {
        throw refused("sort", "sort must name each field once at most");
      }
      order.add(new SessionOrder(property, descending));
    }
    return order;
  }

  private static SessionOrder.Property property(String name) {
    for (SessionOrder.Property property : SessionOrder.Property.values()) {
      if (property.wireName().equals(name)) {
        return property;
      }
    }
    throw refused(
        "sort",
        "sort must name one of "
            + Arrays.stream(SessionOrder.Property.values())
                .map(SessionOrder.Property::wireName)
                .sorted()
                .toList()
            + ", with - before it for descending order");
  }

  private static InvalidRequestException refused(String parameter, String details) {
    Violations violations = new Violations();
    violations.parameter(parameter);
    violations.add(
        Rule.NOT_ALLOWED,
        "#/paths/~1v1~1applications~1{applicationId}~1sessions/get/parameters/" + parameter,
        details);
    return new InvalidRequestException(violations.all());
  }
}
