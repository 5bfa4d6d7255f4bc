package io.customersession.stub.host.jersey;

import io.customersession.stub.http.ApiContext;
import io.customersession.stub.http.ApiPipeline;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Maps everything that a resource throws to a response. */
final class ErrorMapper implements ExceptionMapper<Throwable> {
  private final ApiPipeline pipeline;
  private final RequestScope scope;

  ErrorMapper(ApiPipeline pipeline, RequestScope scope) {
    this.pipeline = pipeline;
    this.scope = scope;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    ApiContext context = scope.context();
    return Responses.of(
        context == null ? ApiPipeline.failed(thrown) : pipeline.fail(context, thrown));
  }
}
