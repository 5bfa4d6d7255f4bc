package io.customersession.client;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.runtime.ApiResponse;
import io.customersession.client.runtime.Operation;

/**
 * The operations of v1, which see the same sessions in an older shape. Immutable and safe for use
 * by several threads; retries and exceptions are those of {@link CustomerSessions}.
 */
public final class CustomerSessionsV1 {
  private final CustomerSessions sessions;
  private final CustomerSessionsApi calls;

  CustomerSessionsV1(CustomerSessions sessions) {
    this.sessions = sessions;
    this.calls = new CustomerSessionsApi(sessions.client());
  }

  /** Creates a session, or changes what is set; an empty list or text clears. */
  public IntegrationState update(String id, NewCustomerSession change) {
    return update(id, change, RequestOptions.none());
  }

  /** Creates a session, or changes what is set, with options. */
  public IntegrationState update(String id, NewCustomerSession change, RequestOptions options) {
    return updateWithResponse(id, change, options).value();
  }

  /**
   * Does the same as {@link #update(String, NewCustomerSession, RequestOptions)} and returns the
   * whole answer.
   */
  public ApiResponse<IntegrationState> updateWithResponse(
      String id, NewCustomerSession change, RequestOptions options) {
    sessions.guard(options, change.getState(), Operation.UPDATE_CUSTOMER_SESSION);
    sessions.check(Operation.UPDATE_CUSTOMER_SESSION, NewCustomerSession.Codec.INSTANCE, change);
    return sessions.execute(
        calls.updateCustomerSessionCall(id, change, options.dry().orElse(null)), options);
  }

  /** Reads a session. */
  public CustomerSession get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Reads a session, with options. */
  public CustomerSession get(String id, RequestOptions options) {
    return getWithResponse(id, options).value();
  }

  /** Does the same as {@link #get(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<CustomerSession> getWithResponse(String id, RequestOptions options) {
    return sessions.execute(calls.getCustomerSessionV1Call(id), options);
  }
}
