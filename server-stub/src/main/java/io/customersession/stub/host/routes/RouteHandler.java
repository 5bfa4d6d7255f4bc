package io.customersession.stub.host.routes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.customersession.stub.host.JdkServer;
import io.customersession.stub.host.ReceivedRequest;
import io.customersession.stub.http.Engine;
import java.io.IOException;

/** Hands exchanges of the JDK's server to the engine. */
final class RouteHandler implements HttpHandler {
  private final Engine engine;

  RouteHandler(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    try (http) {
      JdkServer.send(http, engine.answer(new ReceivedRequest(http)));
    }
  }
}
