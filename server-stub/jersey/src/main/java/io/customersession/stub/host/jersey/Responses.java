package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.StubResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers in the words of Jakarta REST. */
final class Responses {
  private Responses() {}

  static Response of(StubResponse answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(response::header);
    if (answer.body().length > 0) {
      response
          .entity(answer.body())
          .type(answer.contentType())
          .header(HttpHeaders.CONTENT_LENGTH, answer.body().length);
    }
    return response.build();
  }
}
