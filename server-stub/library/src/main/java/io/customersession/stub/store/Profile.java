package io.customersession.stub.store;

import io.customersession.contract.stub.memory.Weight;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stored profile. Immutable. Its sessions are those that name it as their owner.
 *
 * @param id the internal id
 * @param integrationId the id chosen by the caller
 * @param created the time of creation
 * @param attributes the attributes
 * @param audiences the internal ids of its audiences
 * @param closedSessions the number of its closed sessions
 * @param totalSales the sum of its sales, in the application's currency
 * @param lastActivity the time of the last change of the profile or one of its sessions
 */
public record Profile(
    long id,
    String integrationId,
    OffsetDateTime created,
    Map<String, Object> attributes,
    Set<Long> audiences,
    int closedSessions,
    BigDecimal totalSales,
    OffsetDateTime lastActivity) {
  private static final int WITHOUT_CONTENT = 1_000;

  /** An entry of a tree, and its part of a response. */
  private static final int AUDIENCE = 200;

  /** Creates a profile without attributes, audiences and sales. */
  public static Profile created(long id, String integrationId, OffsetDateTime at) {
    return new Profile(id, integrationId, at, Map.of(), Set.of(), 0, BigDecimal.ZERO, at);
  }

  /**
   * Returns the profile after a change of one of its sessions.
   *
   * @param closed the change in the number of closed sessions
   * @param sales the change in sales
   * @param at the time of the change
   */
  public Profile withActivity(int closed, BigDecimal sales, OffsetDateTime at) {
    return new Profile(
        id,
        integrationId,
        created,
        attributes,
        audiences,
        closedSessions + closed,
        totalSales.add(sales),
        later(at));
  }

  /**
   * Returns the profile after an update.
   *
   * @param changed all attributes that it has then
   * @param joined the audiences to add
   * @param left the audiences to remove
   * @param at the time of the update
   */
  public Profile withUpdate(
      Map<String, Object> changed, List<Long> joined, List<Long> left, OffsetDateTime at) {
    NavigableSet<Long> members = new TreeSet<>(audiences);
    members.addAll(joined);
    left.forEach(members::remove);
    return new Profile(
        id,
        integrationId,
        created,
        changed,
        members.isEmpty() ? Set.of() : members,
        closedSessions,
        totalSales,
        later(at));
  }

  /** Returns the approximate memory in bytes that the profile takes, without its sessions. */
  long weight() {
    return WITHOUT_CONTENT
        + Weight.of(integrationId)
        + Weight.of(attributes)
        + (long) AUDIENCE * audiences.size();
  }

  /** Returns true if this has the very attributes and audiences of another version. */
  @SuppressWarnings("ReferenceEquality") // a quick check; equal ones are weighed
  boolean weighsTheSameAs(Profile other) {
    return attributes == other.attributes && audiences == other.audiences;
  }

  private OffsetDateTime later(OffsetDateTime at) {
    return lastActivity.isBefore(at) ? at : lastActivity;
  }
}
