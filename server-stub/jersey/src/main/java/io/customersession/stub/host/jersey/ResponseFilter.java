package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.http.ApiContext;
import io.customersession.stub.http.ApiPipeline;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Lets the pipeline encode what a resource returned. */
final class ResponseFilter implements ContainerResponseFilter {
  private final ApiPipeline pipeline;
  private final RequestScope scope;

  ResponseFilter(ApiPipeline pipeline, RequestScope scope) {
    this.pipeline = pipeline;
    this.scope = scope;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ApiContext context = scope.context();
    scope.leave();
    if (context != null) {
      DeliveryProperty.deliver(request, context.delivery());
    }
    boolean encoded = response.getEntity() instanceof byte[];
    if (context == null || encoded) {
      return;
    }
    StubResponse completed = pipeline.complete(context, response.getEntity());
    response.setStatus(completed.status());
    completed.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
    if (completed.body().length > 0) {
      response.setEntity(completed.body(), null, MediaType.APPLICATION_JSON_TYPE);
      response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, completed.body().length);
    }
  }
}
