package io.customersession.stub.session;

import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.ApplicationSessionList;
import io.customersession.stub.model.CustomerSessionV2;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries sessions for the management API. */
public final class SessionQueries {
  /** Shorter filters match exactly. */
  private static final int MIN_PARTIAL_LENGTH = 3;

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
      OperationContext call, long application, SessionQuery query) {
    requireApplication(call, application);
    checkPartialMatch(query);
    Comparator<CustomerSessionV2> order = order(query.sort());
    List<Session> page =
        worldState.store().list(application).stream()
            .filter(session -> matches(query, session))
            .sorted(Comparator.comparing(Session::facts, order))
            .skip(query.skip())
            .limit(query.pageSize() + 1L)
            .toList();
    List<Session> shown = page.subList(0, Math.min(page.size(), query.pageSize()));
    return ApplicationSessionList.builder()
        .hasMore(page.size() > query.pageSize())
        .data(shown.stream().map(session -> view(session, shown.size() == 1)).toList())
        .build();
  }

  /** Carries out getApplicationSession; the id is the internal one. */
  public ApplicationSession getApplicationSession(
      OperationContext call, long application, long id) {
    requireApplication(call, application);
    return worldState.store().list(application).stream()
        .filter(session -> session.facts().getId() == id)
        .findFirst()
        .map(session -> view(session, true))
        .orElseThrow(() -> new NotFoundException("There is no session with the internal id " + id));
  }

  private ApplicationSession view(Session session, boolean alone) {
    return SessionMapper.management(
        session,
        session.profileId().isEmpty()
            ? null
            : worldState.profiles().number(TransitionPlanner.owner(session)),
        alone);
  }

  private void requireApplication(OperationContext call, long application) {
    if (!applications.test(application) || !call.manages(application)) {
      throw new NotFoundException("There is no application with the id " + application);
    }
  }

  private static boolean matches(SessionQuery query, Session session) {
    CustomerSessionV2 facts = session.facts();
    List<String> coupons = Objects.requireNonNullElse(facts.getCouponCodes(), List.of());
    boolean partial = query.partialMatch();
    return text(query.profile(), session.profileId(), partial)
        && (query.coupon() == null
            || coupons.stream().anyMatch(code -> text(query.coupon(), code, partial)))
        && text(query.referral(), facts.getReferralCode(), partial)
        && text(query.integrationId(), facts.getIntegrationId(), partial)
        && text(query.storeIntegrationId(), facts.getStoreIntegrationId(), partial)
        && (query.state() == null || query.state() == facts.getState())
        && (query.createdBefore() == null || facts.getCreated().isBefore(query.createdBefore()))
        && (query.createdAfter() == null || facts.getCreated().isAfter(query.createdAfter()));
  }

  private static boolean text(@Nullable String filter, @Nullable String value, boolean partial) {
    if (filter == null) {
      return true;
    }
    if (value == null) {
      return false;
    }
    return partial && filter.codePointCount(0, filter.length()) >= MIN_PARTIAL_LENGTH
        ? containsIgnoringCase(value, filter)
        : value.equals(filter);
  }

  /**
   * Compares character by character: lower-casing a whole text depends on the context of its
   * characters.
   */
  private static boolean containsIgnoringCase(String value, String part) {
    for (int start = 0; start <= value.length() - part.length(); start++) {
      if (value.regionMatches(true, start, part, 0, part.length())) {
        return true;
      }
    }
    return false;
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

  private static Comparator<CustomerSessionV2> order(@Nullable String sort) {
    Comparator<CustomerSessionV2> byCreation = Comparator.comparing(CustomerSessionV2::getId);
    if (sort == null || sort.isEmpty()) {
      return byCreation;
    }
    Comparator<CustomerSessionV2> order = null;
    Set<String> sorted = new HashSet<>();
    for (String field : sort.split(",", -1)) {
      boolean descending = field.startsWith("-");
      Comparator<CustomerSessionV2> next =
          Orders.SORTABLE.get(descending ? field.substring(1) : field);
      if (next == null) {
        throw refused(
            "sort",
            "sort must name one of "
                + Orders.SORTABLE.keySet().stream().sorted().toList()
                + ", with - before it for descending order");
      }
      if (!sorted.add(descending ? field.substring(1) : field)) {
        throw refused("sort", "sort must name each field once at most");
      }
      Comparator<CustomerSessionV2> directed = descending ? next.reversed() : next;
      order = order == null ? directed : order.thenComparing(directed);
    }
    return Objects.requireNonNull(order).thenComparing(byCreation);
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

  /** Created with the first sorted query: linking each comparator takes start-up time. */
  private static final class Orders {
    private static final Map<String, Comparator<CustomerSessionV2>> SORTABLE =
        Map.of(
            "id", Comparator.comparing(CustomerSessionV2::getId),
            "created", Comparator.comparing(CustomerSessionV2::getCreated),
            "integrationId", Comparator.comparing(CustomerSessionV2::getIntegrationId),
            "state", Comparator.comparing(CustomerSessionV2::getState),
            "total", Comparator.comparing(CustomerSessionV2::getTotal));
  }
}
