package io.customersession.stub.http;

import io.customersession.stub.api.CustomerSessionsApi;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.ReopenedSession;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.SessionWithEffects;
import io.customersession.stub.session.Call;
import io.customersession.stub.session.SessionService;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations on sessions; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerSessionsResource implements CustomerSessionsApi {
  private final SessionService sessions;
  private final Supplier<Call> call;

  /** Makes a resource; the supplier gives the call under way on the current thread. */
  public CustomerSessionsResource(SessionService sessions, Supplier<Call> call) {
    this.sessions = sessions;
    this.call = call;
  }

  @Override
  public IntegrationState updateCustomerSession(
      String customerSessionId, NewCustomerSession newCustomerSession, Boolean dry) {
    return sessions.updateCustomerSession(call.get(), customerSessionId, newCustomerSession, dry);
  }

  @Override
  public CustomerSession getCustomerSessionV1(String customerSessionId) {
    return sessions.getCustomerSessionV1(call.get(), customerSessionId);
  }

  @Override
  public IntegrationStateV2 updateCustomerSessionV2(
      String customerSessionId,
      IntegrationRequest integrationRequest,
      Boolean dry,
      @Nullable OffsetDateTime now) {
    return sessions.updateCustomerSessionV2(
        call.get(), customerSessionId, integrationRequest, dry, now);
  }

  @Override
  public SessionWithEffects getCustomerSession(String customerSessionId) {
    return sessions.getCustomerSession(call.get(), customerSessionId);
  }

  @Override
  public IntegrationStateV2 returnCartItems(
      String customerSessionId,
      ReturnIntegrationRequest returnIntegrationRequest,
      Boolean dry,
      @Nullable Boolean runRuleEngine,
      @Nullable String idempotencyKey) {
    return sessions.returnCartItems(
        call.get(), customerSessionId, returnIntegrationRequest, dry, idempotencyKey);
  }

  @Override
  public ReopenedSession reopenCustomerSession(String customerSessionId) {
    return sessions.reopenCustomerSession(call.get(), customerSessionId);
  }
}
