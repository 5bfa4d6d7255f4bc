package io.customersession.stub.session;

import io.customersession.stub.model.CustomerProfile;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import io.customersession.stub.model.Event;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.Loyalty;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.ReturnResponseContent;
import io.customersession.stub.model.SessionResponseContent;
import io.customersession.stub.promotion.Effects;
import io.customersession.stub.promotion.PromotionMapper;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.Session;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what the calls that change a session respond with. */
final class ResponseAssembler {
  /** The account has no loyalty programs. */
  static final Loyalty NO_LOYALTY = Loyalty.builder().programs(Map.of()).build();

  private final PromotionMapper promotionMapper;

  ResponseAssembler(PromotionMapper promotionMapper) {
    this.promotionMapper = promotionMapper;
  }

  IntegrationState ofUpdateV1(TransitionResult result) {
    return IntegrationState.builder()
        .session(SessionMapper.v1(result.after()))
        .profile(profile(result))
        .event(event(result))
        .coupon(promotionMapper.accepted(result.after().facts(), result.promotions().effects()))
        .build();
  }

  IntegrationStateV2 ofUpdateV2(
      TransitionResult result, @Nullable List<SessionResponseContent> asked) {
    return v2(
            result,
            asked == null || asked.isEmpty()
                ? EnumSet.of(SessionResponseContent.CUSTOMER_SESSION)
                : EnumSet.copyOf(asked))
        .build();
  }

  IntegrationStateV2 ofReturn(
      TransitionResult result, @Nullable List<ReturnResponseContent> asked) {
    Set<SessionResponseContent> content = EnumSet.noneOf(SessionResponseContent.class);
    if (asked == null || asked.isEmpty()) {
      content.add(SessionResponseContent.CUSTOMER_SESSION);
    } else {
      asked.forEach(part -> content.add(SessionResponseContent.valueOf(part.name())));
    }
    return v2(result, content).returnValue(result.returned()).build();
  }

  private IntegrationStateV2.Builder v2(
      TransitionResult result, Set<SessionResponseContent> content) {
    CustomerSessionV2 session = result.after().facts();
    List<Effect> effects = result.promotions().effects();
    IntegrationStateV2.Builder response =
        IntegrationStateV2.builder()
            .effects(effects)
            .createdCoupons(List.of())
            .createdReferrals(List.of());
    for (SessionResponseContent part : content) {
      switch (part) {
        case CUSTOMER_SESSION -> response.customerSession(session);
        case CUSTOMER_PROFILE -> response.customerProfile(profile(result));
        case EVENT -> response.event(event(result));
        case COUPONS -> response.coupons(promotionMapper.coupons(session));
        case TRIGGERED_CAMPAIGNS ->
            response.triggeredCampaigns(promotionMapper.campaigns(session, effects));
        case AWARDED_GIVEAWAYS -> response.awardedGiveaways(List.of());
        case RULE_FAILURE_REASONS ->
            response.ruleFailureReasons(promotionMapper.failures(session, effects));
        case PREVIOUS_RETURNS -> response.previousReturns(previousReturns(result));
        case REFERRAL -> response.referral(promotionMapper.referral(session));
        case ACHIEVEMENTS -> response.achievements(List.of());
        case LOYALTY -> response.loyalty(NO_LOYALTY);
        default -> {
          // The stub has no data for campaign eligibility and unlocked rewards, nor for what an
          // edited document adds. The document lets them be absent.
        }
      }
    }
    return response;
  }

  private static List<Return> previousReturns(TransitionResult result) {
    Session before = result.before();
    return before == null ? List.of() : before.returns();
  }

  private static CustomerProfile profile(TransitionResult result) {
    Profile owner = result.owner();
    return owner == null ? anonymous(result.after().facts()) : ProfileMapper.view(owner);
  }

  /** A v1 response must have a profile, even where nobody owns the session. */
  private static CustomerProfile anonymous(CustomerSessionV2 session) {
    return CustomerProfile.builder()
        .id(0L)
        .created(session.getCreated())
        .integrationId("")
        .attributes(Map.of())
        .accountId(ProfileMapper.ACCOUNT)
        .closedSessions(0)
        .totalSales(BigDecimal.ZERO)
        .lastActivity(session.getUpdated())
        .build();
  }

  private Event event(TransitionResult result) {
    CustomerSessionV2 session = result.after().facts();
    return Event.builder()
        .id(result.eventId())
        .created(session.getUpdated())
        .applicationId(session.getApplicationId())
        .profileId(result.after().profileId())
        .storeIntegrationId(session.getStoreIntegrationId())
        .type(result.event())
        .attributes(Map.of())
        .sessionId(session.getIntegrationId())
        .effects(Effects.positional(result.promotions().effects()))
        .ledgerEntries(List.of())
        .meta(promotionMapper.meta(session, result.promotions().effects()))
        .build();
  }
}
