package io.customersession.contract.stub.control;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.util.Set;

/**
 * Recognizes requests that container platforms and browsers send on their own. They are handled as
 * others are, but not recorded: a probe every few seconds would drive the exchanges of a test out
 * of the journal.
 */
final class Probes {
  private static final String FAVICON = "/favicon.ico";
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Set<String> HEALTH = Set.of("health", "healthz", "livez", "readyz");

  private Probes() {}

  /** Returns true if a request that has been routed is a probe. */
  static boolean isProbe(WorldContext<?> context) {
    if (!METHODS.contains(context.request().method())) {
      return false;
    }
    Operation operation = context.routedOperation();
    return operation == null
        ? context.route() == null && context.path().equals(FAVICON)
        : isHealth(operation);
  }

  private static boolean isHealth(Operation operation) {
    return operation.security().isEmpty()
        && HEALTH.contains(operation.path().substring(operation.path().lastIndexOf('/') + 1))
        && operation.parameters().stream().noneMatch(each -> each.in() == Parameter.In.PATH);
  }
}
