package io.customersession.stub.http;

import io.customersession.stub.api.CustomerProfilesApi;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.CustomerProfileState;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.NewCustomerProfile;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** The operations on customer profiles; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerProfilesResource implements CustomerProfilesApi {
  private final CallScope scope;

  /** Makes a resource; the scope has the call under way on the current thread. */
  public CustomerProfilesResource(CallScope scope) {
    this.scope = scope;
  }

  @Override
  public CustomerProfileState updateCustomerProfileV2(
      String integrationId,
      CustomerProfileRequest customerProfileRequest,
      Boolean runRuleEngine,
      Boolean dry,
      @Nullable String idempotencyKey) {
    Exchange call = scope.call();
    return call.world()
        .profiles()
        .updateCustomerProfileV2(call, integrationId, customerProfileRequest, dry);
  }

  @Override
  public IntegrationState updateCustomerProfile(
      String integrationId, NewCustomerProfile newCustomerProfile, Boolean dry) {
    Exchange call = scope.call();
    return call.world()
        .profiles()
        .updateCustomerProfile(call, integrationId, newCustomerProfile, dry);
  }

  @Override
  public void deleteCustomerData(String integrationId) {
    Exchange call = scope.call();
    call.world().profiles().deleteCustomerData(call, integrationId);
  }
}
