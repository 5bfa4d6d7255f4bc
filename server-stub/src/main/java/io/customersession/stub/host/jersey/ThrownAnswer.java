package io.customersession.stub.host.jersey;

import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Exchange;
import io.customersession.stub.http.Gate;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers whatever a resource throws. */
final class ThrownAnswer implements ExceptionMapper<Throwable> {
  private final Gate gate;
  private final CallScope scope;

  ThrownAnswer(Gate gate, CallScope scope) {
    this.gate = gate;
    this.scope = scope;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    Exchange exchange = scope.exchange();
    return Responses.of(exchange == null ? Gate.failed(thrown) : gate.refuse(exchange, thrown));
  }
}
