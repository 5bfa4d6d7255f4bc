package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.model.AudienceChanges;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Implements the operations on customer profiles. */
public final class ProfileService {
  private static final String PROFILE_UPDATED = "talon_profile_updated";

  private final WorldState worldState;
  private final Profiles profiles;
  private final SessionService sessions;
  private final Sequences sequences;

  /** Creates a service. */
  public ProfileService(WorldState worldState, SessionService sessions) {
    this.worldState = worldState;
    this.profiles = worldState.profiles();
    this.sessions = sessions;
    this.sequences = worldState.sequences();
  }

  /** Carries out updateCustomerProfileV2. */
  public CustomerProfileState updateCustomerProfileV2(
      OperationContext call, String integrationId, CustomerProfileRequest request, boolean dry) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    return worldState.change(
        call,
        Resource.PROFILE,
        integrationId,
        () ->
            update(
                call,
                key,
                request.getAttributes(),
                request.getAudiencesChanges(),
                dry,
                (profile, event) -> state(request.getResponseContent(), profile, event)));
  }

  /** Carries out updateCustomerProfile. */
  public IntegrationState updateCustomerProfile(
      OperationContext call, String integrationId, NewCustomerProfile request, boolean dry) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    return worldState.change(
        call,
        () ->
            update(
                call,
                key,
                request.getAttributes(),
                null,
                dry,
                (profile, event) ->
                    IntegrationState.builder()
                        .session(noSession(call, key, call.now()))
                        .profile(profile)
                        .event(event)
                        .build()));
  }

  /**
   * Changes a profile once the response to that is built and encoded.
   *
   * @param responseOf gets the profile as it will be, and the event of the change
   */
  private <A extends Model> A update(
      OperationContext call,
      ProfileKey key,
      @Nullable Map<String, Object> attributes,
      @Nullable AudienceChanges audiences,
      boolean dry,
      BiFunction<CustomerProfile, Event, A> responseOf) {
    OffsetDateTime at = call.now();
    Function<CustomerProfile, A> encoded =
        profile -> {
          A response = responseOf.apply(profile, event(call, profile, sequences.event(true), at));
          call.encode(response);
          return response;
        };
    if (dry) {
      return encoded.apply(profiles.preview(key, attributes, audiences, at));
    }
    return worldState.committing(
        () -> {
          Profiles.Change change = profiles.prepare(key, at);
          A response;
          try {
            response = encoded.apply(change.edit(attributes, audiences, at));
          } catch (RuntimeException | Error e) {
            change.discard();
            throw e;
          }
          change.store();
          sequences.event(false);
          return response;
        });
  }

  /** A v1 response must have a session, even where the update belongs to none. */
  private CustomerSession noSession(OperationContext call, ProfileKey key, OffsetDateTime at) {
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

  private static CustomerProfileState state(
      @Nullable List<ProfileResponseContent> asked, CustomerProfile profile, Event event) {
    Set<ProfileResponseContent> content =
        asked == null || asked.isEmpty()
            ? EnumSet.of(ProfileResponseContent.CUSTOMER_PROFILE)
            : EnumSet.copyOf(asked);
    CustomerProfileState.Builder response =
        CustomerProfileState.builder()
            .effects(List.of())
            .createdCoupons(List.of())
            .createdReferrals(List.of());
    for (ProfileResponseContent part : content) {
      switch (part) {
        case CUSTOMER_PROFILE -> response.customerProfile(profile);
        case EVENT -> response.event(event);
        case TRIGGERED_CAMPAIGNS -> response.triggeredCampaigns(List.of());
        case AWARDED_GIVEAWAYS -> response.awardedGiveaways(List.of());
        case RULE_FAILURE_REASONS -> response.ruleFailureReasons(List.of());
        case ACHIEVEMENTS -> response.achievements(List.of());
        case LOYALTY -> response.loyalty(ResponseAssembler.NO_LOYALTY);
        case CAMPAIGN_ELIGIBILITY, UNLOCKED_REWARDS -> {
          // The stub has no data for these, and the document lets them be absent.
        }
      }
    }
    return response.build();
  }

  /**
   * Implements deleteCustomerData: deletes the profile, its sessions and its redemptions. It runs
   * exclusively, so that a concurrent change cannot leave a session without its profile. The
   * journal keeps its exchanges, because it belongs to the test and not to the API.
   */
  public void deleteCustomerData(OperationContext call, String integrationId) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    worldState.alone(
        call,
        () -> {
          List<String> owned = profiles.erase(key);
          if (owned == null) {
            throw new NotFoundException(
                "There is no customer profile with the id \"" + integrationId + "\"");
          }
          List<Redemption> used = sessions.erase(call.application(), owned);
          worldState.idempotency().forget(call.application(), integrationId, owned);
          worldState.counters().forget(call.application(), integrationId, used);
          return owned;
        });
  }

  private static Event event(
      OperationContext call, CustomerProfile profile, long id, OffsetDateTime at) {
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
