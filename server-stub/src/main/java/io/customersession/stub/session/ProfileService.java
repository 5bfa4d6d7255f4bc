package io.customersession.stub.session;

import io.customersession.stub.account.Sequences;
import io.customersession.stub.model.CustomerProfile;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.CustomerProfileState;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.Event;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.NewCustomerProfile;
import io.customersession.stub.model.ProfileResponseContent;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.profile.ProfileKey;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.session.IdempotencyRecords.Resource;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out the operations on customer profiles. */
public final class ProfileService {
  private static final String PROFILE_UPDATED = "talon_profile_updated";

  private final Records records;
  private final Profiles profiles;
  private final SessionService sessions;
  private final Sequences sequences;

  /** Makes a service on what it works with. */
  public ProfileService(Records records, SessionService sessions) {
    this.records = records;
    this.profiles = records.profiles();
    this.sessions = sessions;
    this.sequences = records.sequences();
  }

  /** Carries out updateCustomerProfileV2. */
  public CustomerProfileState updateCustomerProfileV2(
      Call call, String integrationId, CustomerProfileRequest request, boolean dry) {
    return records.change(
        call, Resource.PROFILE, integrationId, () -> update(call, integrationId, request, dry));
  }

  /** Carries out updateCustomerProfile. */
  public IntegrationState updateCustomerProfile(
      Call call, String integrationId, NewCustomerProfile request, boolean dry) {
    return records.change(call, () -> updateV1(call, integrationId, request, dry));
  }

  private IntegrationState updateV1(
      Call call, String integrationId, NewCustomerProfile request, boolean dry) {
    OffsetDateTime at = call.now();
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    CustomerProfile profile = profiles.change(key, request.getAttributes(), null, at, dry);
    return IntegrationState.builder()
        .session(noSession(call, key, at))
        .profile(profile)
        .event(event(call, profile, sequences.event(dry), at))
        .build();
  }

  /** A v1 response must have a session, even where the update belongs to none. */
  private CustomerSession noSession(Call call, ProfileKey key, OffsetDateTime at) {
    return CustomerSession.builder()
        .integrationId("")
        .created(at)
        .applicationId(call.application())
        .profileId(key.integrationId())
        .coupon("")
        .referral("")
        .state(SessionState.OPEN)
        .cartItems(List.of())
        .total(BigDecimal.ZERO)
        .attributes(Map.of())
        .firstSession(profiles.isFirst(key, ""))
        .discounts(Map.of())
        .updated(at)
        .build();
  }

  private CustomerProfileState update(
      Call call, String integrationId, CustomerProfileRequest request, boolean dry) {
    OffsetDateTime at = call.now();
    CustomerProfile profile =
        profiles.change(
            new ProfileKey(call.application(), integrationId),
            request.getAttributes(),
            request.getAudiencesChanges(),
            at,
            dry);
    long event = sequences.event(dry);
    List<ProfileResponseContent> asked = request.getResponseContent();
    Set<ProfileResponseContent> content =
        asked == null || asked.isEmpty()
            ? EnumSet.of(ProfileResponseContent.CUSTOMER_PROFILE)
            : EnumSet.copyOf(asked);
    CustomerProfileState.Builder answer =
        CustomerProfileState.builder()
            .effects(List.of())
            .createdCoupons(List.of())
            .createdReferrals(List.of());
    for (ProfileResponseContent part : content) {
      switch (part) {
        case CUSTOMER_PROFILE -> answer.customerProfile(profile);
        case EVENT -> answer.event(event(call, profile, event, at));
        case TRIGGERED_CAMPAIGNS -> answer.triggeredCampaigns(List.of());
        case AWARDED_GIVEAWAYS -> answer.awardedGiveaways(List.of());
        case RULE_FAILURE_REASONS -> answer.ruleFailureReasons(List.of());
        case ACHIEVEMENTS -> answer.achievements(List.of());
        case LOYALTY -> answer.loyalty(Answers.NO_LOYALTY);
        case CAMPAIGN_ELIGIBILITY, UNLOCKED_REWARDS -> {
          // There is nothing to tell about these, and the document lets them be absent.
        }
      }
    }
    return answer.build();
  }

  /**
   * Carries out deleteCustomerData: forgets the profile, its sessions, and what it used. It runs
   * alone, so that no change under way can leave a session without its profile behind. What was
   * exchanged stays in the journal, which is the test's and not the API's.
   */
  public void deleteCustomerData(Call call, String integrationId) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    records.alone(
        call,
        () -> {
          List<String> owned = profiles.erase(key);
          if (owned == null) {
            throw new NotFoundException(
                "There is no customer profile with the id \"" + integrationId + "\"");
          }
          List<Redemption> used = sessions.erase(call.application(), owned);
          records.idempotency().forget(call.application(), integrationId, owned);
          records.usage().forget(call.application(), integrationId, used);
          return owned;
        });
  }

  private static Event event(Call call, CustomerProfile profile, long id, OffsetDateTime at) {
    return Event.builder()
        .id(id)
        .created(at)
        .applicationId(call.application())
        .profileId(profile.getIntegrationId())
        .type(PROFILE_UPDATED)
        .attributes(Map.of())
        .effects(List.of())
        .ledgerEntries(List.of())
        .build();
  }
}
