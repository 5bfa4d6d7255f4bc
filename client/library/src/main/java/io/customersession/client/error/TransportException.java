package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * No complete response arrived: no connection, a timeout, or a connection that broke. The call may
 * or may not have been processed. The message contains the host and port of the server. The {@link
 * java.io.IOException} is the cause of {@link #response()}.
 */
public final class TransportException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  TransportException(ApiException failure) {
    super(
        failure.operation(),
        "no complete response" + from(failure) + kind(failure.getCause()),
        failure);
  }

  private static String from(ApiException failure) {
    return failure.server().map(server -> " from " + server).orElse("");
  }

  private static String kind(@Nullable Throwable cause) {
    return cause == null ? "" : ", " + cause.getClass().getSimpleName();
  }
}
