package io.customersession.stub.host.jersey;

import io.customersession.stub.http.Answer;
import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Exchange;
import io.customersession.stub.http.Gate;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Lets the gate encode what a resource returned. */
final class AnswerFilter implements ContainerResponseFilter {
  private final Gate gate;
  private final CallScope scope;

  AnswerFilter(Gate gate, CallScope scope) {
    this.gate = gate;
    this.scope = scope;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Exchange exchange = scope.exchange();
    scope.leave();
    if (exchange != null) {
      Deliveries.deliver(request, exchange.delivery());
    }
    boolean encoded = response.getEntity() instanceof byte[];
    if (exchange == null || encoded) {
      return;
    }
    Answer answer = gate.answer(exchange, response.getEntity());
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
    if (answer.body().length > 0) {
      response.setEntity(answer.body(), null, MediaType.APPLICATION_JSON_TYPE);
      response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, answer.body().length);
    }
  }
}
