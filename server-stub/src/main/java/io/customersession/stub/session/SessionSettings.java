package io.customersession.stub.session;

/**
 * How sessions behave where the contract leaves a choice.
 *
 * @param repeatedMove what a repeated move does
 * @param parallelUpdates what competing calls get
 * @param answerVersion which properties answers carry
 * @param maxSessions how many sessions are kept at most, over all applications
 */
public record SessionSettings(
    RepeatedMove repeatedMove,
    ParallelUpdates parallelUpdates,
    AnswerVersion answerVersion,
    int maxSessions) {
  /** Makes settings; maxSessions must be 1 or more. */
  public SessionSettings {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("maxSessions must be at least 1, not " + maxSessions);
    }
  }

  /** Returns the settings that a stub starts with. */
  public static SessionSettings defaults() {
    return new SessionSettings(
        RepeatedMove.REFUSE, ParallelUpdates.SERIALIZE, AnswerVersion.COMMON, 100_000);
  }
}
