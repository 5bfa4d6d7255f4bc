package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * No whole answer came: no connection, a timeout, an answer that breaks off. The server may have
 * carried out the call or not. The {@link java.io.IOException} is the cause of {@link #answer()}.
 */
public final class TransportException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  TransportException(ApiException answer) {
    super(answer.operation(), "no whole answer" + kind(answer.getCause()), answer);
  }

  private static String kind(@Nullable Throwable cause) {
    return cause == null ? "" : ", " + cause.getClass().getSimpleName();
  }
}
