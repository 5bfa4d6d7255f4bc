package io.customersession.stub.host.jersey;

import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Passes the body that the pipeline has decoded to the resource. */
final class DecodedBody implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.getProperty(RequestFilter.BODY);
    return body == null ? context.proceed() : body;
  }
}
