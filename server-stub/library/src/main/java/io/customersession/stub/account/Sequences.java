package io.customersession.stub.account;

import java.util.concurrent.atomic.AtomicLong;

/** The internal ids of an account, counted from 1 for each kind of thing. */
public final class Sequences {
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong returns = new AtomicLong();
  private final AtomicLong profiles = new AtomicLong();

  /** Returns the next session's id; a dry call gets to see it without using it up. */
  public long session(boolean dry) {
    return next(sessions, dry);
  }

  /** Returns the next event's id; a dry call gets to see it without using it up. */
  public long event(boolean dry) {
    return next(events, dry);
  }

  /** Returns the next return's id; a dry call gets to see it without using it up. */
  public long returned(boolean dry) {
    return next(returns, dry);
  }

  /** Returns the next profile's id; a dry call gets to see it without using it up. */
  public long profile(boolean dry) {
    return next(profiles, dry);
  }

  /** Starts all over. */
  public void reset() {
    sessions.set(0);
    events.set(0);
    returns.set(0);
    profiles.set(0);
  }

  /** The last ids given out. */
  public record Snapshot(long session, long event, long returned, long profile) {}

  /** Returns the last ids given out. */
  public Snapshot snapshot() {
    return new Snapshot(sessions.get(), events.get(), returns.get(), profiles.get());
  }

  /** Goes on counting from a snapshot. */
  public void restore(Snapshot snapshot) {
    sessions.set(snapshot.session());
    events.set(snapshot.event());
    returns.set(snapshot.returned());
    profiles.set(snapshot.profile());
  }

  private static long next(AtomicLong sequence, boolean dry) {
    return dry ? sequence.get() + 1 : sequence.incrementAndGet();
  }
}
