package io.customersession.stub.http;

import io.customersession.stub.api.CustomerProfilesApi;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.CustomerProfileState;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.NewCustomerProfile;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations on customer profiles; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerProfilesResource implements CustomerProfilesApi {
  private final Supplier<ApiContext> call;

  /**
   * Creates a resource.
   *
   * @param call returns the context of the request that is being handled
   */
  public CustomerProfilesResource(Supplier<ApiContext> call) {
    this.call = call;
  }

  @Override
  public CustomerProfileState updateCustomerProfileV2(
      String integrationId,
      CustomerProfileRequest customerProfileRequest,
      Boolean runRuleEngine,
      Boolean dry,
      @Nullable String idempotencyKey) {
    ApiContext context = call.get();
    return context
        .world()
        .profiles()
        .updateCustomerProfileV2(context, integrationId, customerProfileRequest, dry);
  }

  @Override
  public IntegrationState updateCustomerProfile(
      String integrationId, NewCustomerProfile newCustomerProfile, Boolean dry) {
    ApiContext context = call.get();
    return context
        .world()
        .profiles()
        .updateCustomerProfile(context, integrationId, newCustomerProfile, dry);
  }

  @Override
  public void deleteCustomerData(String integrationId) {
    ApiContext context = call.get();
    context.world().profiles().deleteCustomerData(context, integrationId);
  }
}
