package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.http.ApiContext;
import io.customersession.stub.http.ApiPipeline;
import io.customersession.stub.http.CanonicalTarget;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the first half of the pipeline before any other filter. */
@PreMatching
@Priority(0)
final class RequestFilter implements ContainerRequestFilter {
  static final String BODY = "io.customersession.stub.body";

  /**
   * The property of a request that holds it as it was received, set by a host that has more than
   * the container shows.
   */
  static final String RECEIVED = "io.customersession.stub.received";

  private final ApiPipeline pipeline;
  private final RequestScope scope;

  RequestFilter(ApiPipeline pipeline, RequestScope scope) {
    this.pipeline = pipeline;
    this.scope = scope;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    scope.leave();
    Object received = context.getProperty(RECEIVED);
    ApiContext admitted =
        new ApiContext(
            received instanceof StubRequest whole ? whole : new ReceivedRequest(context));
    StubResponse early = pipeline.admit(admitted);
    if (early != null) {
      DeliveryProperty.deliver(context, early.delivery());
      context.abortWith(Responses.of(early));
      return;
    }
    scope.enter(admitted);
    // The pipeline has checked these; a router that parses them again might read them differently.
    context.getHeaders().remove(HttpHeaders.ACCEPT);
    context.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
    context.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    if (admitted.body() != null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
    // One spelling of the path, in which a router finds neither matrix parameters nor dot segments,
    // and of the parameters, which the document may accept in more spellings than a router knows.
    context.setRequestUri(
        context
            .getUriInfo()
            .getRequestUriBuilder()
            .replacePath(null)
            .path(CanonicalTarget.path(admitted))
            .replaceQuery(CanonicalTarget.query(admitted))
            .build());
    if (admitted.body() != null) {
      context.setProperty(BODY, admitted.body());
      // The body has been read; a reader is only asked where there is one.
      context.setEntityStream(new ByteArrayInputStream(new byte[] {'{', '}'}));
    }
  }

  /** The request as the container shows it. */
  private record ReceivedRequest(ContainerRequestContext context) implements StubRequest {
    @Override
    public String method() {
      return context.getMethod();
    }

    @Override
    public String rawPath() {
      return context.getUriInfo().getRequestUri().getRawPath();
    }

    @Override
    public @Nullable String rawQuery() {
      return context.getUriInfo().getRequestUri().getRawQuery();
    }

    @Override
    public List<String> header(String name) {
      return context.getHeaders().getOrDefault(name, List.of());
    }

    @Override
    public Map<String, List<String>> headers() {
      return context.getHeaders();
    }

    @Override
    public InputStream body() {
      return context.getEntityStream();
    }
  }
}
