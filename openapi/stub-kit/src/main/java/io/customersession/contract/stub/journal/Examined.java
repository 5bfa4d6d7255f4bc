package io.customersession.contract.stub.journal;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange while conditions are tested. Its headers and bodies are parsed once for all of them.
 * Not thread-safe.
 */
final class Examined {
  private final RecordedExchange exchange;
  private @Nullable Map<String, List<String>> headers;
  private @Nullable JsonElement body;
  private @Nullable JsonElement response;

  Examined(RecordedExchange exchange) {
    this.exchange = exchange;
  }

  RecordedExchange exchange() {
    return exchange;
  }

  Map<String, List<String>> headers() {
    if (headers == null) {
      headers = exchange.headers();
    }
    return headers;
  }

  JsonElement body() {
    if (body == null) {
      body = JsonPlace.parsed(exchange.body());
    }
    return body;
  }

  JsonElement response() {
    if (response == null) {
      response = JsonPlace.parsed(exchange.responseBody());
    }
    return response;
  }
}
