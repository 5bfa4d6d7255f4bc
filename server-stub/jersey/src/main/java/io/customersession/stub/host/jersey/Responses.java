package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.StubResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Converts stub responses to Jakarta REST responses. */
final class Responses {
  private Responses() {}

  static Response of(StubResponse response) {
    Response.ResponseBuilder builder = Response.status(response.status());
    response.headers().forEach(builder::header);
    if (response.body().length > 0) {
      builder
          .entity(response.body())
          .type(response.contentType())
          .header(HttpHeaders.CONTENT_LENGTH, response.body().length);
    }
    return builder.build();
  }
}
