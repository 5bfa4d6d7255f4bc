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
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.Effects;
import io.customersession.stub.promotion.Showcase;
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

  private final Profiles profiles;
  private final Showcase showcase;

  ResponseAssembler(Profiles profiles, Showcase showcase) {
    this.profiles = profiles;
    this.showcase = showcase;
  }

  IntegrationState ofUpdateV1(Outcome outcome) {
    return IntegrationState.builder()
        .session(Views.v1(outcome.after()))
        .profile(profile(outcome))
        .event(event(outcome))
        .coupon(showcase.accepted(outcome.after().facts(), outcome.consequence().effects()))
        .build();
  }

  IntegrationStateV2 ofUpdateV2(Outcome outcome, @Nullable List<SessionResponseContent> asked) {
    return v2(
            outcome,
            asked == null || asked.isEmpty()
                ? EnumSet.of(SessionResponseContent.CUSTOMER_SESSION)
                : EnumSet.copyOf(asked))
        .build();
  }

  IntegrationStateV2 ofReturn(Outcome outcome, @Nullable List<ReturnResponseContent> asked) {
    Set<SessionResponseContent> content = EnumSet.noneOf(SessionResponseContent.class);
    if (asked == null || asked.isEmpty()) {
      content.add(SessionResponseContent.CUSTOMER_SESSION);
    } else {
      asked.forEach(part -> content.add(SessionResponseContent.valueOf(part.name())));
    }
    return v2(outcome, content).returnValue(outcome.returned()).build();
  }

  private IntegrationStateV2.Builder v2(Outcome outcome, Set<SessionResponseContent> content) {
    CustomerSessionV2 session = outcome.after().facts();
    List<Effect> effects = outcome.consequence().effects();
    IntegrationStateV2.Builder response =
        IntegrationStateV2.builder()
            .effects(effects)
            .createdCoupons(List.of())
            .createdReferrals(List.of());
    for (SessionResponseContent part : content) {
      switch (part) {
        case CUSTOMER_SESSION -> response.customerSession(session);
        case CUSTOMER_PROFILE -> response.customerProfile(profile(outcome));
        case EVENT -> response.event(event(outcome));
        case COUPONS -> response.coupons(showcase.coupons(session));
        case TRIGGERED_CAMPAIGNS ->
            response.triggeredCampaigns(showcase.campaigns(session, effects));
        case AWARDED_GIVEAWAYS -> response.awardedGiveaways(List.of());
        case RULE_FAILURE_REASONS ->
            response.ruleFailureReasons(showcase.failures(session, effects));
        case PREVIOUS_RETURNS -> response.previousReturns(previousReturns(outcome));
        case REFERRAL -> response.referral(showcase.referral(session));
        case ACHIEVEMENTS -> response.achievements(List.of());
        case LOYALTY -> response.loyalty(NO_LOYALTY);
        case CAMPAIGN_ELIGIBILITY, UNLOCKED_REWARDS -> {
          // The stub knows nothing about these, and the document lets them be absent.
        }
      }
    }
    return response;
  }

  private static List<Return> previousReturns(Outcome outcome) {
    Session before = outcome.before();
    return before == null ? List.of() : before.returns();
  }

  private CustomerProfile profile(Outcome outcome) {
    Session session = outcome.after();
    if (session.profileId().isEmpty()) {
      return anonymous(session.facts());
    }
    return profiles.preview(Moves.owner(session), outcome.activity());
  }

  /** A v1 response must have a profile, even where nobody owns the session. */
  private static CustomerProfile anonymous(CustomerSessionV2 session) {
    return CustomerProfile.builder()
        .id(0L)
        .created(session.getCreated())
        .integrationId("")
        .attributes(Map.of())
        .accountId(Profiles.ACCOUNT)
        .closedSessions(0)
        .totalSales(BigDecimal.ZERO)
        .lastActivity(session.getUpdated())
        .build();
  }

  private Event event(Outcome outcome) {
    CustomerSessionV2 session = outcome.after().facts();
    return Event.builder()
        .id(outcome.eventId())
        .created(session.getUpdated())
        .applicationId(session.getApplicationId())
        .profileId(outcome.after().profileId())
        .storeIntegrationId(session.getStoreIntegrationId())
        .type(outcome.event())
        .attributes(Map.of())
        .sessionId(session.getIntegrationId())
        .effects(Effects.positional(outcome.consequence().effects()))
        .ledgerEntries(List.of())
        .meta(showcase.meta(session, outcome.consequence().effects()))
        .build();
  }
}
