package io.customersession.stub.host.routes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.customersession.stub.http.Answer;
import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Exchange;
import io.customersession.stub.http.Gate;
import io.customersession.stub.http.IncomingRequest;
import io.customersession.stub.runtime.Dispatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one exchange of the JDK's server: in through the gate, to the resource, out through
 * the gate.
 */
final class RouteHandler implements HttpHandler {
  private static final int NO_BODY = -1;

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
        send(http, answer(exchange));
      } else if (refusal != null) {
        send(http, refusal);
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

  private static void send(HttpExchange http, Answer answer) throws IOException {
    Headers headers = http.getResponseHeaders();
    answer.headers().forEach(headers::set);
    byte[] body = answer.body();
    if (body.length == 0) {
      http.sendResponseHeaders(answer.status(), NO_BODY);
      return;
    }
    headers.set("Content-Type", Answer.CONTENT_TYPE);
    if (http.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      http.sendResponseHeaders(answer.status(), NO_BODY);
      return;
    }
    http.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = http.getResponseBody()) {
      out.write(body);
    }
  }

  /** The request as the JDK's server shows it. */
  private record ReceivedRequest(HttpExchange http) implements IncomingRequest {
    @Override
    public String method() {
      return http.getRequestMethod();
    }

    @Override
    public String rawPath() {
      String path = http.getRequestURI().getRawPath();
      return path == null ? "" : path;
    }

    @Override
    public @Nullable String rawQuery() {
      return http.getRequestURI().getRawQuery();
    }

    @Override
    public List<String> header(String name) {
      return http.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public InputStream body() {
      return http.getRequestBody();
    }
  }
}
