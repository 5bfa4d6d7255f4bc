package io.customersession.stub.http;

import io.customersession.stub.api.StatusApi;
import io.customersession.stub.model.HealthStatus;
import jakarta.ws.rs.Path;

/** Whether the stub is up. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class StatusResource implements StatusApi {
  @Override
  public HealthStatus health() {
    return HealthStatus.builder().status("ok").build();
  }
}
