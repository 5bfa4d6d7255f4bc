package io.customersession.stub.session;

import io.customersession.stub.account.Attributes;
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
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.UnitOfWork;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Implements the operations on customer profiles. */
public final class ProfileService {
  private static final String PROFILE_UPDATED = "talon_profile_updated";

  private final WorldState worldState;

  /** Creates a service. */
  public ProfileService(WorldState worldState) {
    this.worldState = worldState;
  }

  /** Implements updateCustomerProfileV2. */
  public CustomerProfileState updateCustomerProfileV2(
      OperationContext call, String integrationId, CustomerProfileRequest request, boolean dry) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    return worldState.changeProfile(
        call,
        integrationId,
        (unit, notes) -> {
          Profile profile =
              update(unit, call, key, request.getAttributes(), request.getAudiencesChanges(), dry);
          CustomerProfile view = ProfileMapper.view(profile);
          return state(request.getResponseContent(), view, event(unit, call, view, dry));
        });
  }

  /** Implements updateCustomerProfile. */
  public IntegrationState updateCustomerProfile(
      OperationContext call, String integrationId, NewCustomerProfile request, boolean dry) {
    ProfileKey key = new ProfileKey(call.application(), integrationId);
    return worldState.changeProfile(
        call,
        integrationId,
        (unit, notes) -> {
          CustomerProfile view =
              ProfileMapper.view(update(unit, call, key, request.getAttributes(), null, dry));
          return IntegrationState.builder()
              .session(noSession(unit, call, key))
              .profile(view)
              .event(event(unit, call, view, dry))
              .build();
        });
  }

  /** Updates a profile, which is created if it does not exist, and returns it. */
  private static Profile update(
      UnitOfWork unit,
      OperationContext call,
      ProfileKey key,
      @Nullable Map<String, Object> attributes,
      @Nullable AudienceChanges audiences,
      boolean dry) {
    OffsetDateTime at = call.now();
    Profile known = unit.profile(key);
    Profile before =
        known == null
            ? Profile.created(id(unit, Sequence.PROFILE, dry), key.integrationId(), at)
            : known;
    Profile after =
        before.withUpdate(
            Attributes.merge(before.attributes(), attributes),
            audiences == null ? List.of() : audiences.getAdds(),
            audiences == null ? List.of() : audiences.getDeletes(),
            at);
    if (!dry) {
      unit.put(key, after);
    }
    return after;
  }

  private static long id(UnitOfWork unit, Sequence sequence, boolean dry) {
    return dry ? unit.peekId(sequence) : unit.nextId(sequence);
  }

  /** A v1 response must have a session, even where the update belongs to none. */
  private static CustomerSession noSession(UnitOfWork unit, OperationContext call, ProfileKey key) {
    OffsetDateTime at = call.now();
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
        .firstSession(!unit.ownsAnother(key, ""))
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
        default -> {
          // The stub has no data for campaign eligibility and unlocked rewards, nor for what an
          // edited document adds. The document lets them be absent.
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
    worldState.changeAlone(call, unit -> delete(unit, key));
  }

  private static void delete(UnitOfWork unit, ProfileKey key) {
    if (unit.profile(key) == null) {
      throw new NotFoundException(
          "There is no customer profile with the id \"" + key.integrationId() + "\"");
    }
    List<Session> owned = unit.sessionsOf(key);
    unit.deleteCounters(key);
    for (Session session : owned) {
      session.appliedPromotions().redemptions().stream()
          .flatMap(redemption -> redemption.keys().stream())
          .filter(counter -> counter.by() == RedemptionCounters.By.IDENTIFIER)
          .forEach(counter -> unit.add(counter, -1));
      unit.delete(session.key());
    }
    unit.deleteRecords(
        key, owned.stream().map(session -> session.facts().getIntegrationId()).toList());
    unit.delete(key);
  }

  private static Event event(
      UnitOfWork unit, OperationContext call, CustomerProfile profile, boolean dry) {
    return Event.builder()
        .id(id(unit, Sequence.EVENT, dry))
        .created(call.now())
        .applicationId(call.application())
        .profileId(profile.getIntegrationId())
        .type(PROFILE_UPDATED)
        .attributes(Map.of())
        .effects(List.of())
        .ledgerEntries(List.of())
        .build();
  }
}
