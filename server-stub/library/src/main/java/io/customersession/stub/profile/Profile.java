package io.customersession.stub.profile;

import io.customersession.contract.stub.memory.Weight;
import io.customersession.stub.model.AudienceMembership;
import io.customersession.stub.model.CustomerProfile;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One profile; guarded by its own monitor. */
final class Profile {
  private static final int WITHOUT_CONTENT = 1_000;

  /** An entry of a tree, and what a response shows of it. */
  private static final int AUDIENCE = 200;

  private final long id;
  private final String integrationId;
  private final OffsetDateTime created;
  private final Set<String> sessions = new HashSet<>();
  private final Set<Long> audiences = new TreeSet<>();
  private Map<String, Object> attributes = Map.of();
  private int closedSessions;
  private BigDecimal totalSales = BigDecimal.ZERO;
  private OffsetDateTime lastActivity;

  Profile(long id, String integrationId, OffsetDateTime created) {
    this.id = id;
    this.integrationId = integrationId;
    this.created = created;
    this.lastActivity = created;
  }

  long id() {
    return id;
  }

  synchronized void own(String session) {
    sessions.add(session);
  }

  synchronized void disown(String session) {
    sessions.remove(session);
  }

  synchronized boolean isFirst(String session) {
    return sessions.isEmpty() || (sessions.size() == 1 && sessions.contains(session));
  }

  synchronized List<String> sessions() {
    return List.copyOf(sessions);
  }

  synchronized void count(int closed, BigDecimal sales, OffsetDateTime at) {
    closedSessions += closed;
    totalSales = totalSales.add(sales);
    touch(at);
  }

  synchronized void change(
      Map<String, Object> changed, List<Long> joined, List<Long> left, OffsetDateTime at) {
    attributes = changed;
    audiences.addAll(joined);
    left.forEach(audiences::remove);
    touch(at);
  }

  synchronized Map<String, Object> attributes() {
    return attributes;
  }

  /**
   * Returns the approximate memory in bytes that the profile takes, without its sessions, which are
   * weighed themselves.
   */
  synchronized long weight() {
    return WITHOUT_CONTENT
        + Weight.of(integrationId)
        + Weight.of(attributes)
        + (long) AUDIENCE * audiences.size();
  }

  private void touch(OffsetDateTime at) {
    lastActivity = lastActivity.isBefore(at) ? at : lastActivity;
  }

  synchronized CustomerProfile view() {
    return CustomerProfile.builder()
        .id(id)
        .created(created)
        .integrationId(integrationId)
        .attributes(attributes)
        .accountId(Profiles.ACCOUNT)
        .closedSessions(closedSessions)
        .totalSales(totalSales)
        .audienceMemberships(
            audiences.stream()
                .map(
                    audience ->
                        AudienceMembership.builder()
                            .id(audience)
                            .name("Audience " + audience)
                            .build())
                .toList())
        .lastActivity(lastActivity)
        .build();
  }

  /** Returns a profile like this one with nothing in common. */
  synchronized Profile copy() {
    Profile copy = preview();
    copy.sessions.addAll(sessions);
    return copy;
  }

  /** Returns a copy without the sessions, to change and then to look at what a response shows. */
  synchronized Profile preview() {
    Profile copy = new Profile(id, integrationId, created);
    copy.audiences.addAll(audiences);
    copy.attributes = attributes;
    copy.closedSessions = closedSessions;
    copy.totalSales = totalSales;
    copy.lastActivity = lastActivity;
    return copy;
  }
}
