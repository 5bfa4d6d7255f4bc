package io.customersession.stub.http;

import io.customersession.stub.api.StatusApi;
import io.customersession.stub.model.HealthStatus;

/** Whether the stub is up. */
public final class StatusResource implements StatusApi {
  @Override
  public HealthStatus health() {
    return HealthStatus.builder().status("ok").build();
  }
}
