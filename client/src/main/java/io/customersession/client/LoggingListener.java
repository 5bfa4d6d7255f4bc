package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.operation.Operation;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Writes down what calls do, and passes it on. Nothing that was sent or received reaches the log.
 */
final class LoggingListener implements ClientListener {
  private final Logger log;
  private final ClientListener next;

  LoggingListener(Logger log, ClientListener next) {
    this.log = log;
    this.next = next;
  }

  @Override
  public void succeeded(Operation operation, int attempt, int status, Duration duration) {
    if (log.isDebugEnabled()) {
      log.debug(
          "{}: {}; attempt {} in {} ms", operation.id(), status, attempt, duration.toMillis());
    }
    next.succeeded(operation, attempt, status, duration);
  }

  @Override
  public void failed(
      Operation operation, int attempt, CustomerSessionException failure, Duration duration) {
    if (log.isDebugEnabled()) {
      log.debug("{}; attempt {} in {} ms", failure.getMessage(), attempt, duration.toMillis());
    }
    next.failed(operation, attempt, failure, duration);
  }

  @Override
  public void retrying(
      Operation operation, int attempt, CustomerSessionException failure, Duration wait) {
    log.info("{}; attempt {} after {} ms", failure.getMessage(), attempt + 1, wait.toMillis());
    next.retrying(operation, attempt, failure, wait);
  }

  @Override
  public void recovered(Operation operation, int attempt) {
    log.info(
        "{}: a lost attempt did it, as a read after attempt {} shows", operation.id(), attempt);
    next.recovered(operation, attempt);
  }
}
