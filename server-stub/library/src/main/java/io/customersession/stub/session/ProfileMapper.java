package io.customersession.stub.session;

import io.customersession.stub.model.AudienceMembership;
import io.customersession.stub.model.CustomerProfile;
import io.customersession.stub.store.Profile;

/** Maps stored profiles to those in responses. */
final class ProfileMapper {
  /** The internal id of the one account that a stub has. */
  static final long ACCOUNT = 1;

  private ProfileMapper() {}

  static CustomerProfile view(Profile profile) {
    return CustomerProfile.builder()
        .id(profile.id())
        .created(profile.created())
        .integrationId(profile.integrationId())
        .attributes(profile.attributes())
        .accountId(ACCOUNT)
        .closedSessions(profile.closedSessions())
        .totalSales(profile.totalSales())
        .audienceMemberships(
            profile.audiences().stream()
                .map(
                    audience ->
                        AudienceMembership.builder()
                            .id(audience)
                            .name("Audience " + audience)
                            .build())
                .toList())
        .lastActivity(profile.lastActivity())
        .build();
  }
}
