package io.customersession.stub.profile;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.account.Attributes;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.model.AudienceChanges;
import io.customersession.stub.model.CustomerProfile;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All profiles, each changed atomically. */
public final class Profiles {
  /** The internal id of the one account that a stub has. */
  public static final long ACCOUNT = 1;

  /**
   * What one stored change of a session means for its owner.
   *
   * @param closedSessions the change in the number of closed sessions
   * @param sales the change in sales, in the application's currency
   * @param at the time of the change
   */
  public record Activity(int closedSessions, BigDecimal sales, OffsetDateTime at) {}

  /** All profiles at one moment. Immutable. */
  public static final class Snapshot {
    private final Map<ProfileKey, Profile> profiles;

    private Snapshot(Map<ProfileKey, Profile> profiles) {
      this.profiles = profiles;
    }

    @Override
    public String toString() {
      return profiles.values().stream()
          .map(profile -> profile.view() + " owns " + new TreeSet<>(profile.sessions()))
          .sorted()
          .toList()
          .toString();
    }
  }

  private final ConcurrentMap<ProfileKey, Profile> profiles = new ConcurrentHashMap<>();
  private final Sequences sequences;
  private final int max;
  private final MemoryBudget.Account memory;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes an empty set of profiles that takes their internal ids from here.
   *
   * @param max the maximum number of profiles
   * @param memory the memory that profiles are charged to
   */
  public Profiles(Sequences sequences, int max, MemoryBudget.Account memory) {
    this.sequences = sequences;
    this.max = max;
    this.memory = memory;
  }

  /**
   * Prepares a change of a profile, which is created if it is not known. Until the change is stored
   * or discarded, no other change may be prepared.
   *
   * @throws StoreFullException if the profile is not known and their maximum number is reached;
   *     nothing is reserved then
   */
  public Change prepare(ProfileKey key, OffsetDateTime at) {
    Profile known = profiles.get(key);
    return known == null ? created(key, at) : new Change(key, known, false, 0);
  }

  private Change created(ProfileKey key, OffsetDateTime at) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      throw new StoreFullException("profiles", max, "maxProfiles");
    }
    try {
      Profile created = new Profile(sequences.profile(true), key.integrationId(), at);
      long weight = created.weight();
      memory.change(0, weight);
      return new Change(key, created, true, weight);
    } catch (StoreFullException e) {
      count.decrementAndGet();
      throw e;
    }
  }

  /** Makes a known profile the owner of a session. */
  public void own(ProfileKey key, String session) {
    known(key).own(session);
  }

  /** Returns whether a profile, should it own a session, would own no other one. */
  public boolean isFirst(ProfileKey key, String session) {
    Profile profile = profiles.get(key);
    return profile == null || profile.isFirst(session);
  }

  /** Takes a session from its owner. */
  public void disown(ProfileKey key, String session) {
    Profile profile = profiles.get(key);
    if (profile != null) {
      profile.disown(session);
    }
  }

  /** Lets a known profile's figures follow from a change of one of its sessions. */
  public void count(ProfileKey key, Activity activity) {
    known(key).count(activity.closedSessions(), activity.sales(), activity.at());
  }

  /** Returns a profile as it would be after an activity that is not stored. */
  public CustomerProfile preview(ProfileKey key, Activity activity) {
    Profile preview = previewed(key, activity.at());
    preview.count(activity.closedSessions(), activity.sales(), activity.at());
    return preview.view();
  }

  /** Returns a profile's internal id, or null if it is not known. */
  public @Nullable Long number(ProfileKey key) {
    Profile profile = profiles.get(key);
    return profile == null ? null : profile.id();
  }

  /**
   * Returns a profile as it would be after a change that is not stored.
   *
   * @param attributes the attributes sent, or null for none
   * @param audiences the audiences joined and left, or null for none
   */
  public CustomerProfile preview(
      ProfileKey key,
      @Nullable Map<String, Object> attributes,
      @Nullable AudienceChanges audiences,
      OffsetDateTime at) {
    Profile preview = previewed(key, at);
    Edit.of(preview, attributes, audiences, at).apply(preview);
    return preview.view();
  }

  /** Forgets a profile and returns the ids of the sessions it owned, or null if it is not known. */
  public @Nullable List<String> erase(ProfileKey key) {
    Profile profile = profiles.remove(key);
    if (profile == null) {
      return null;
    }
    count.decrementAndGet();
    memory.change(-profile.weight());
    return profile.sessions();
  }

  /** Forgets all profiles; what they took from the memory is for the caller to release. */
  public void clear() {
    profiles.clear();
    count.set(0);
  }

  /** Returns all profiles as they are; nothing may change them meanwhile. */
  public Snapshot snapshot() {
    Map<ProfileKey, Profile> copies = new HashMap<>();
    profiles.forEach((key, profile) -> copies.put(key, profile.copy()));
    return new Snapshot(copies);
  }

  /** Makes all profiles what they were; nothing may change them meanwhile. */
  public void restore(Snapshot snapshot) {
    clear();
    snapshot.profiles.forEach((key, profile) -> profiles.put(key, profile.copy()));
    count.set(profiles.size());
  }

  private Profile known(ProfileKey key) {
    return Objects.requireNonNull(profiles.get(key), "profile");
  }

  private Profile previewed(ProfileKey key, OffsetDateTime at) {
    Profile profile = profiles.get(key);
    return profile == null
        ? new Profile(sequences.profile(true), key.integrationId(), at)
        : profile.preview();
  }

  /** What a request changes about a profile, with its attributes merged. */
  private record Edit(
      Map<String, Object> attributes, List<Long> joined, List<Long> left, OffsetDateTime at) {
    static Edit of(
        Profile profile,
        @Nullable Map<String, Object> attributes,
        @Nullable AudienceChanges audiences,
        OffsetDateTime at) {
      return new Edit(
          Attributes.merge(profile.attributes(), attributes),
          audiences == null ? List.of() : audiences.getAdds(),
          audiences == null ? List.of() : audiences.getDeletes(),
          at);
    }

    void apply(Profile profile) {
      profile.change(attributes, joined, left, at);
    }
  }

  /** A change of one profile that has its place and its memory, but is not stored yet. */
  public final class Change {
    private final ProfileKey key;
    private final Profile profile;
    private final boolean isNew;
    private long taken;
    private @Nullable Edit edit;

    private Change(ProfileKey key, Profile profile, boolean isNew, long taken) {
      this.key = key;
      this.profile = profile;
      this.isNew = isNew;
      this.taken = taken;
    }

    /**
     * Changes what the profile is going to be.
     *
     * @param attributes the attributes sent, or null for none
     * @param audiences the audiences joined and left, or null for none
     * @return the profile as it will be
     * @throws StoreFullException if there is no memory for it
     */
    public CustomerProfile edit(
        @Nullable Map<String, Object> attributes,
        @Nullable AudienceChanges audiences,
        OffsetDateTime at) {
      Edit planned = Edit.of(profile, attributes, audiences, at);
      Profile preview = profile.preview();
      planned.apply(preview);
      long before = profile.weight();
      long after = preview.weight();
      memory.change(before, after);
      taken += after - before;
      edit = planned;
      return preview.view();
    }

    /** Stores the change; this cannot fail. */
    public void store() {
      if (isNew) {
        sequences.profile(false);
        profiles.put(key, profile);
      }
      if (edit != null) {
        edit.apply(profile);
      }
    }

    /** Gives back what the change has taken; nothing is stored. */
    public void discard() {
      if (isNew) {
        count.decrementAndGet();
      }
      memory.adjust(-taken);
    }
  }
}
