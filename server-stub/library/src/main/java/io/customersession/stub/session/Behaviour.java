package io.customersession.stub.session;

import java.util.Objects;

/**
 * How the stub behaves where the contract leaves a choice. Immutable.
 *
 * @param strict whether unknown and read-only properties are refused rather than noted
 * @param repeatedMove what moving a session to where it is does
 * @param parallelUpdates what competing changes of a session get
 * @param responseVersion which properties responses carry
 */
public record Behaviour(
    boolean strict,
    RepeatedMove repeatedMove,
    ParallelUpdates parallelUpdates,
    ResponseVersion responseVersion) {
  /** Makes a behaviour; nothing may be null. */
  public Behaviour {
    Objects.requireNonNull(repeatedMove, "repeatedMove");
    Objects.requireNonNull(parallelUpdates, "parallelUpdates");
    Objects.requireNonNull(responseVersion, "responseVersion");
  }

  /** Returns the behaviour that a stub starts with. */
  public static Behaviour defaults() {
    return new Behaviour(
        false, RepeatedMove.REFUSE, ParallelUpdates.SERIALIZE, ResponseVersion.AUTO);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withStrict(boolean other) {
    return new Behaviour(other, repeatedMove, parallelUpdates, responseVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withRepeatedMove(RepeatedMove other) {
    return new Behaviour(strict, other, parallelUpdates, responseVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withParallelUpdates(ParallelUpdates other) {
    return new Behaviour(strict, repeatedMove, other, responseVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withResponseVersion(ResponseVersion other) {
    return new Behaviour(strict, repeatedMove, parallelUpdates, other);
  }
}
