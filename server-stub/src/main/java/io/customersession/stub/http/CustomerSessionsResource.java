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
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The operations on sessions; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerSessionsResource implements CustomerSessionsApi {
  private final CallScope scope;

  /** Makes a resource; the scope has the call under way on the current thread. */
  public CustomerSessionsResource(CallScope scope) {
    this.scope = scope;
  }

  @Override
  public IntegrationState updateCustomerSession(
      String customerSessionId, NewCustomerSession newCustomerSession, Boolean dry) {
    Exchange call = scope.call();
    return call.world()
        .sessions()
        .updateCustomerSession(call, customerSessionId, newCustomerSession, dry);
  }

  @Override
  public CustomerSession getCustomerSessionV1(String customerSessionId) {
    Exchange call = scope.call();
    return call.world().sessions().getCustomerSessionV1(call, customerSessionId);
  }

  @Override
  public IntegrationStateV2 updateCustomerSessionV2(
      String customerSessionId,
      IntegrationRequest integrationRequest,
      Boolean dry,
      @Nullable OffsetDateTime now,
      @Nullable String idempotencyKey) {
    Exchange call = scope.call();
    return call.world()
        .sessions()
        .updateCustomerSessionV2(call, customerSessionId, integrationRequest, dry, now);
  }

  @Override
  public SessionWithEffects getCustomerSession(String customerSessionId) {
    Exchange call = scope.call();
    return call.world().sessions().getCustomerSession(call, customerSessionId);
  }

  @Override
  public IntegrationStateV2 returnCartItems(
      String customerSessionId,
      ReturnIntegrationRequest returnIntegrationRequest,
      Boolean dry,
      @Nullable Boolean runRuleEngine,
      @Nullable String idempotencyKey) {
    Exchange call = scope.call();
    return call.world()
        .sessions()
        .returnCartItems(call, customerSessionId, returnIntegrationRequest, dry);
  }

  @Override
  public ReopenedSession reopenCustomerSession(
      String customerSessionId, @Nullable String idempotencyKey) {
    Exchange call = scope.call();
    return call.world().sessions().reopenCustomerSession(call, customerSessionId);
  }
}
