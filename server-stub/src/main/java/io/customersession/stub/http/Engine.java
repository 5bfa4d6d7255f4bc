package io.customersession.stub.http;

import io.customersession.stub.runtime.Dispatcher;
import java.util.List;
import java.util.Objects;

/**
 * Answers requests by the generated routes, whatever they came in by: no reflection, no scanning,
 * no Jakarta REST runtime. Safe for use by several threads.
 */
public final class Engine {
  private final Gate gate;
  private final CallScope scope;
  private final Dispatcher dispatcher;

  /**
   * Makes an engine.
   *
   * @param resources objects that implement the generated interfaces
   */
  public Engine(Gate gate, CallScope scope, List<Object> resources) {
    this.gate = gate;
    this.scope = scope;
    this.dispatcher = new Dispatcher(resources);
  }

  /** Carries out a request; whatever is wrong with it is told by the answer. */
  public Answer answer(IncomingRequest request) {
    Gate.Admission admission = gate.admit(request);
    Exchange exchange = admission.exchange();
    return exchange == null
        ? Objects.requireNonNull(admission.refusal(), "refusal")
        : answer(exchange);
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
