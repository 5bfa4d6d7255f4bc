package io.customersession.stub.http;

import org.jspecify.annotations.Nullable;

/** What looks at requests before the API does. */
@FunctionalInterface
public interface Front {
  /** Returns the answer, or null if the request is none of its business. */
  @Nullable Answer answer(IncomingRequest request);
}
