package io.customersession.client.internal;

import io.customersession.client.ClientListener;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.operation.Operation;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs the progress of calls and forwards each event to another listener. Log lines never contain
 * request or response data.
 */
public final class LoggingListener implements ClientListener {
  private final Logger log;
  private final ClientListener next;

  /** Creates a listener that writes to a logger. */
  public LoggingListener(Logger log, ClientListener next) {
    this.log = log;
    this.next = next;
  }

  @Override
  public void succeeded(Operation operation, int attempt, int status, Duration duration) {
    if (log.isDebugEnabled()) {
      log.debug(
          "{}: {}; attempt {} took {} ms", operation.id(), status, attempt, duration.toMillis());
    }
    next.succeeded(operation, attempt, status, duration);
  }

  @Override
  public void failed(
      Operation operation, int attempt, CustomerSessionException error, Duration duration) {
    if (log.isDebugEnabled()) {
      log.debug("{}; attempt {} took {} ms", error.getMessage(), attempt, duration.toMillis());
    }
    next.failed(operation, attempt, error, duration);
  }

  @Override
  public void retrying(
      Operation operation, int attempt, CustomerSessionException error, Duration wait) {
    log.info("{}; starting attempt {} in {} ms", error.getMessage(), attempt + 1, wait.toMillis());
    next.retrying(operation, attempt, error, wait);
  }

  @Override
  public void recovered(Operation operation, int attempt) {
    log.info(
        "{}: recovered: an earlier attempt had already succeeded (confirmed after attempt {})",
        operation.id(),
        attempt);
    next.recovered(operation, attempt);
  }
}
