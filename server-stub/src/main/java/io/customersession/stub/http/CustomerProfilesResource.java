package io.customersession.stub.http;

import io.customersession.stub.api.CustomerProfilesApi;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.CustomerProfileState;
import io.customersession.stub.session.Call;
import io.customersession.stub.session.ProfileService;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;

/** The operations on customer profiles; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class CustomerProfilesResource implements CustomerProfilesApi {
  private final ProfileService profiles;
  private final Supplier<Call> call;

  /** Makes a resource; the supplier gives the call under way on the current thread. */
  public CustomerProfilesResource(ProfileService profiles, Supplier<Call> call) {
    this.profiles = profiles;
    this.call = call;
  }

  @Override
  public CustomerProfileState updateCustomerProfileV2(
      String integrationId,
      CustomerProfileRequest customerProfileRequest,
      Boolean runRuleEngine,
      Boolean dry) {
    return profiles.updateCustomerProfileV2(call.get(), integrationId, customerProfileRequest, dry);
  }

  @Override
  public void deleteCustomerData(String integrationId) {
    profiles.deleteCustomerData(call.get(), integrationId);
  }
}
