package io.customersession.stub.host.jersey;

import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.CanonicalTarget;
import io.customersession.stub.http.Exchange;
import io.customersession.stub.http.Gate;
import io.customersession.stub.http.IncomingRequest;
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

/** Asks the gate about each request before anything else looks at it. */
@PreMatching
@Priority(0)
final class AdmissionFilter implements ContainerRequestFilter {
  static final String BODY = "io.customersession.stub.body";

  /**
   * The property of a request that holds it as it was received, set by a host that has more than
   * the container shows.
   */
  static final String RECEIVED = "io.customersession.stub.received";

  private final Gate gate;
  private final CallScope scope;

  AdmissionFilter(Gate gate, CallScope scope) {
    this.gate = gate;
    this.scope = scope;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    scope.leave();
    Object received = context.getProperty(RECEIVED);
    Gate.Admission admission =
        gate.admit(
            received instanceof IncomingRequest whole ? whole : new ReceivedRequest(context));
    if (admission.refusal() != null) {
      Deliveries.deliver(context, admission.refusal().delivery());
      context.abortWith(Responses.of(admission.refusal()));
      return;
    }
    Exchange exchange = java.util.Objects.requireNonNull(admission.exchange());
    scope.enter(exchange);
    // The gate has looked at these; a router that parses them again might see them otherwise.
    context.getHeaders().remove(HttpHeaders.ACCEPT);
    context.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
    context.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    if (exchange.body() != null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
    // One spelling of the path, in which a router finds neither matrix parameters nor dot segments,
    // and of the parameters, which the document may accept in more spellings than a router knows.
    context.setRequestUri(
        context
            .getUriInfo()
            .getRequestUriBuilder()
            .replacePath(null)
            .path(CanonicalTarget.path(exchange))
            .replaceQuery(CanonicalTarget.query(exchange))
            .build());
    if (exchange.body() != null) {
      context.setProperty(BODY, exchange.body());
      // The body has been read; a reader is only asked where there is one.
      context.setEntityStream(new ByteArrayInputStream(new byte[] {'{', '}'}));
    }
  }

  /** The request as the container shows it. */
  private record ReceivedRequest(ContainerRequestContext context) implements IncomingRequest {
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
