package io.customersession.stub.host.jersey;

import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Hands over the body that the gate has decoded. */
final class DecodedBody implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.getProperty(AdmissionFilter.BODY);
    return body == null ? context.proceed() : body;
  }
}
