package io.customersession.contract.control;

import io.customersession.contract.control.api.HealthApi;
import io.customersession.contract.control.model.Health;

/** Whether the stub is ready. */
final class HealthResource implements HealthApi {
  private static final String READY = "ready";

  @Override
  public Health getHealth() {
    return Health.builder().status(READY).build();
  }
}
