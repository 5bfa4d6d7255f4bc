package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Occurrence;
import io.customersession.contract.stub.violation.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds requests that got a 409 response and were not sent again. */
final class IgnoredConflicts {
  private static final int CONFLICT = 409;

  private IgnoredConflicts() {}

  static List<ContractViolation> in(String world, List<RecordedExchange> exchanges) {
    List<ContractViolation> found = new ArrayList<>();
    Set<String> requestedLater = new HashSet<>();
    for (int i = exchanges.size() - 1; i >= 0; i--) {
      RecordedExchange exchange = exchanges.get(i);
      // Any operation on the same resource counts; without a resource, the same path.
      String what = exchange.resourceId() == null ? exchange.path() : exchange.resourceId();
      if (requestedLater.add(exchange.application() + " " + what)
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
                "The response was 409, and no further call named the same resource.",
                "#/components/schemas/ConflictResponse",
                null,
                "Send the request again, after a short wait",
                true,
                exchange.application(),
                Recording.userAgent(exchange.headers()),
                exchange.givenUpExpectedBy(),
                new Occurrence(world, exchange.number(), exchange.time())));
      }
    }
    return found;
  }
}
