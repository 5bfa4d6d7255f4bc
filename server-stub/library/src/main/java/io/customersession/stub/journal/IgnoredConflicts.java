package io.customersession.stub.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds calls that were answered with 409 and then given up. */
final class IgnoredConflicts {
  private static final int CONFLICT = 409;

  private IgnoredConflicts() {}

  static List<ContractViolation> in(List<RecordedExchange> exchanges) {
    List<ContractViolation> found = new ArrayList<>();
    Set<String> calledLater = new HashSet<>();
    for (int i = exchanges.size() - 1; i >= 0; i--) {
      RecordedExchange exchange = exchanges.get(i);
      // All calls for a session count, whichever operation they are of; others by their path.
      String what = exchange.sessionId() == null ? exchange.path() : exchange.sessionId();
      if (calledLater.add(exchange.application() + " " + what)
          && exchange.status() == CONFLICT
          && exchange.ifGivenUp() != Severity.OFF) {
        found.add(
            0,
            new ContractViolation(
                ContractRule.CONFLICT_IGNORED,
                exchange.ifGivenUp(),
                exchange.operation(),
                exchange.method(),
                Recording.cut(exchange.path()),
                "Conflict ignored",
                "",
                "The call was answered with 409, and nothing came after it for the same session or profile.",
                "#/components/schemas/ConflictResponse",
                null,
                "Send the request again, after a short wait",
                true,
                exchange.application(),
                Recording.userAgent(exchange.headers()),
                exchange.givenUpExpectedBy()));
      }
    }
    return found;
  }
}
