package io.customersession.stub.profile;

import io.customersession.stub.account.Attributes;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.account.StoreFullException;
import io.customersession.stub.memory.MemoryBudget;
import io.customersession.stub.model.AudienceChanges;
import io.customersession.stub.model.CustomerProfile;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @param closedSessions how many closed sessions more
   * @param sales how much more was sold, in the application's currency
   * @param at when
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
  private final int most;
  private final MemoryBudget.Account memory;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes an empty set of profiles that takes their internal ids from here.
   *
   * @param most how many profiles are kept at most
   * @param memory what they take their memory from
   */
  public Profiles(Sequences sequences, int most, MemoryBudget.Account memory) {
    this.sequences = sequences;
    this.most = most;
    this.memory = memory;
  }

  /**
   * Makes a profile the owner of a session, and returns whether it owned no other session before.
   *
   * @throws StoreFullException if the profile is not known and there are as many as may be
   */
  public boolean own(ProfileKey key, String session, OffsetDateTime at) {
    return profile(key, at).own(session);
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

  /** Lets a profile's figures follow from a change of one of its sessions. */
  public void count(ProfileKey key, Activity activity) {
    profile(key, activity.at()).count(activity.closedSessions(), activity.sales(), activity.at());
  }

  /** Returns a profile as it would be after an activity that is not stored. */
  public CustomerProfile preview(ProfileKey key, Activity activity) {
    Profile preview = copy(key, activity.at());
    preview.count(activity.closedSessions(), activity.sales(), activity.at());
    return preview.view();
  }

  /** Returns a profile, or null if it is not known. */
  public @Nullable CustomerProfile find(ProfileKey key) {
    Profile profile = profiles.get(key);
    return profile == null ? null : profile.view();
  }

  /** Returns a profile's internal id, or null if it is not known. */
  public @Nullable Long number(ProfileKey key) {
    Profile profile = profiles.get(key);
    return profile == null ? null : profile.id();
  }

  /**
   * Changes a profile, which is created if it is not known.
   *
   * @param attributes the attributes sent, or null for none
   * @param audiences the audiences joined and left, or null for none
   * @param dry whether nothing is stored
   * @return the profile as changed
   * @throws StoreFullException if the profile is not known and there are as many as may be
   */
  public CustomerProfile change(
      ProfileKey key,
      @Nullable Map<String, Object> attributes,
      @Nullable AudienceChanges audiences,
      OffsetDateTime at,
      boolean dry) {
    Profile profile = dry ? copy(key, at) : profile(key, at);
    synchronized (profile) {
      Map<String, Object> merged = Attributes.merge(profile.attributes(), attributes);
      List<Long> joined = audiences == null ? List.of() : audiences.getAdds();
      List<Long> left = audiences == null ? List.of() : audiences.getDeletes();
      if (!dry) {
        memory.change(profile.weight(), profile.weightWith(merged, joined, left));
      }
      profile.change(merged, joined, left, at);
      return profile.view();
    }
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

  private Profile profile(ProfileKey key, OffsetDateTime at) {
    return profiles.computeIfAbsent(
        key,
        unknown -> {
          if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            throw new StoreFullException("profiles", most, "maxProfiles");
          }
          Profile created = new Profile(sequences.profile(false), unknown.integrationId(), at);
          try {
            memory.change(0, created.weight());
          } catch (StoreFullException e) {
            count.decrementAndGet();
            throw e;
          }
          return created;
        });
  }

  private Profile copy(ProfileKey key, OffsetDateTime at) {
    Profile profile = profiles.get(key);
    return profile == null
        ? new Profile(sequences.profile(true), key.integrationId(), at)
        : profile.copy();
  }
}
