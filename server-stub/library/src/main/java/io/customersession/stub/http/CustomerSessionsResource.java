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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations on sessions; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerSessionsResource implements CustomerSessionsApi {
  private final Supplier<ApiContext> call;

  /**
   * Creates a resource.
   *
   * @param call returns the context of the request that is being handled
   */
  public CustomerSessionsResource(Supplier<ApiContext> call) {
    this.call = call;
  }

  @Override
  public IntegrationState updateCustomerSession(
      String customerSessionId, NewCustomerSession newCustomerSession, Boolean dry) {
    ApiContext context = call.get();
    return context
        .world()
        .sessions()
        .updateCustomerSession(context, customerSessionId, newCustomerSession, dry);
  }

  @Override
  public CustomerSession getCustomerSessionV1(String customerSessionId) {
    ApiContext context = call.get();
    return context.world().sessions().getCustomerSessionV1(context, customerSessionId);
  }

  @Override
  public IntegrationStateV2 updateCustomerSessionV2(
      String customerSessionId,
      IntegrationRequest integrationRequest,
      Boolean dry,
      @Nullable OffsetDateTime now,
      @Nullable String idempotencyKey) {
    ApiContext context = call.get();
    return context
        .world()
        .sessions()
        .updateCustomerSessionV2(context, customerSessionId, integrationRequest, dry, now);
  }

  @Override
  public SessionWithEffects getCustomerSession(String customerSessionId) {
    ApiContext context = call.get();
    return context.world().sessions().getCustomerSession(context, customerSessionId);
  }

  @Override
  public IntegrationStateV2 returnCartItems(
      String customerSessionId,
      ReturnIntegrationRequest returnIntegrationRequest,
      Boolean dry,
      @Nullable Boolean runRuleEngine,
      @Nullable String idempotencyKey) {
    ApiContext context = call.get();
    return context
        .world()
        .sessions()
        .returnCartItems(context, customerSessionId, returnIntegrationRequest, dry);
  }

  @Override
  public ReopenedSession reopenCustomerSession(
      String customerSessionId, @Nullable String idempotencyKey) {
    ApiContext context = call.get();
    return context.world().sessions().reopenCustomerSession(context, customerSessionId);
  }
}
