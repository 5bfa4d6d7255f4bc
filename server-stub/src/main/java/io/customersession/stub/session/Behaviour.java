package io.customersession.stub.session;

import java.util.Objects;

/**
 * How the stub behaves where the contract leaves a choice. Immutable.
 *
 * @param strict whether unknown and read-only properties are refused rather than noted
 * @param repeatedMove what moving a session to where it is does
 * @param parallelUpdates what competing changes of a session get
 * @param answerVersion up to which version answers carry new properties
 */
public record Behaviour(
    boolean strict,
    RepeatedMove repeatedMove,
    ParallelUpdates parallelUpdates,
    AnswerVersion answerVersion) {
  /** Makes a behaviour; nothing may be null. */
  public Behaviour {
    Objects.requireNonNull(repeatedMove, "repeatedMove");
    Objects.requireNonNull(parallelUpdates, "parallelUpdates");
    Objects.requireNonNull(answerVersion, "answerVersion");
  }

  /** Returns the behaviour that a stub starts with. */
  public static Behaviour defaults() {
    return new Behaviour(
        false, RepeatedMove.REFUSE, ParallelUpdates.SERIALIZE, AnswerVersion.COMMON);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withStrict(boolean other) {
    return new Behaviour(other, repeatedMove, parallelUpdates, answerVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withRepeatedMove(RepeatedMove other) {
    return new Behaviour(strict, other, parallelUpdates, answerVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withParallelUpdates(ParallelUpdates other) {
    return new Behaviour(strict, repeatedMove, other, answerVersion);
  }

  /** Returns this behaviour but for one choice. */
  public Behaviour withAnswerVersion(AnswerVersion other) {
    return new Behaviour(strict, repeatedMove, parallelUpdates, other);
  }
}
