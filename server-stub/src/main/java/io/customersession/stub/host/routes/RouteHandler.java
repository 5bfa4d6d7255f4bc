package io.customersession.stub.host.routes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.customersession.stub.host.JdkServer;
import io.customersession.stub.host.ReceivedRequest;
import io.customersession.stub.http.Answer;
import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Exchange;
import io.customersession.stub.http.Gate;
import io.customersession.stub.runtime.Dispatcher;
import java.io.IOException;

/**
 * Carries out one exchange of the JDK's server: in through the gate, to the resource, out through
 * the gate.
 */
final class RouteHandler implements HttpHandler {
  private final Gate gate;
  private final CallScope scope;
  private final Dispatcher dispatcher;

  RouteHandler(Gate gate, CallScope scope, Dispatcher dispatcher) {
    this.gate = gate;
    this.scope = scope;
    this.dispatcher = dispatcher;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    try (http) {
      Gate.Admission admission = gate.admit(new ReceivedRequest(http));
      Exchange exchange = admission.exchange();
      Answer refusal = admission.refusal();
      if (exchange != null) {
        JdkServer.send(http, answer(exchange));
      } else if (refusal != null) {
        JdkServer.send(http, refusal);
      }
    }
  }

  private Answer answer(Exchange exchange) {
    scope.enter(exchange);
    try {
      return gate.answer(
          exchange, dispatcher.call(exchange.operation(), exchange.parameters(), exchange.body()));
    } catch (RuntimeException | Error e) {
      return gate.refuse(exchange, e);
    } finally {
      scope.leave();
    }
  }
}
