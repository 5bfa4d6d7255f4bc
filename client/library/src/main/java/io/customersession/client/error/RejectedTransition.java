package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes a rejected transition in one line. */
final class RejectedTransition {
  /** The maximum length of a reason in characters. */
  static final int MAX_REASON = 300;

  private RejectedTransition() {}

  /** Returns the states that an operation can change to from a state; from null, by creation. */
  static Set<SessionState> allowed(Operation operation, @Nullable SessionState from) {
    Set<SessionState> allowed = new LinkedHashSet<>();
    for (Transition<SessionState> edge : SessionState.transitions()) {
      boolean leaves = from == null ? edge.from() == null : from.equals(edge.from());
      if (leaves && edge.isTriggeredBy(operation)) {
        allowed.add(edge.to());
      }
    }
    return Collections.unmodifiableSet(allowed);
  }

  /** Returns why a transition was rejected: by the document's table, the server, or a guard. */
  static String describe(
      Operation operation,
      @Nullable SessionState from,
      SessionState to,
      @Nullable String reason,
      @Nullable ApiException failure) {
    Set<SessionState> allowed = allowed(operation, from);
    boolean byTable = !allowed.contains(to);
    if (failure == null && (reason != null || !byTable)) {
      return name(from, to)
          + " was rejected before the call"
          + (reason == null ? "" : ": " + reason);
    }
    if (!byTable) {
      return "the server rejected "
          + name(from, to)
          + (reason == null ? ", which the document allows" : ": " + reason);
    }
    String problem;
    if (from == null) {
      problem = "a session cannot be created in state " + to;
    } else if (from.equals(to)) {
      problem = "a session in state " + from + " cannot be updated by this operation";
    } else {
      problem = "transition from " + from + " to " + to + " is not allowed";
    }
    String states = allowed.stream().map(SessionState::value).collect(Collectors.joining(", "));
    return problem + "; allowed: " + (states.isEmpty() ? "none" : states);
  }

  private static String name(@Nullable SessionState from, SessionState to) {
    if (from == null) {
      return "the creation in state " + to;
    }
    return from.equals(to)
        ? "the update in state " + from
        : "the transition from " + from + " to " + to;
  }

  /** Returns the reasons of a server in one line, or null if it gives none. */
  static @Nullable String sentence(List<ErrorEntry> reasons) {
    String all =
        reasons.stream()
            .map(ErrorBody::details)
            .filter(details -> !details.isBlank())
            .collect(Collectors.joining(" "));
    return all.isEmpty() ? null : sentence(all);
  }

  /** Returns a reason in one line, so that it cannot forge lines of a log. */
  static String sentence(String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u0085]+", " ").strip();
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON - 3) + "...";
  }
}
