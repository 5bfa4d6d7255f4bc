package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.CustomerSessionV2;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one code or campaign that a redemption by one session changes.
 *
 * @param subject the name of the code or campaign
 * @param ofCampaign true for a campaign, whose redemptions count together in all applications
 */
record RedemptionSubject(
    String subject, boolean ofCampaign, Promotion promotion, CustomerSessionV2 session) {
  static RedemptionSubject code(Promotion promotion, CustomerSessionV2 session) {
    return new RedemptionSubject(name(promotion), false, promotion, session);
  }

  static RedemptionSubject campaign(Promotion promotion, CustomerSessionV2 session) {
    return new RedemptionSubject("campaign:" + promotion.campaign(), true, promotion, session);
  }

  /** Returns all counters that a redemption of a promotion by a session changes. */
  static List<RedemptionCounters.Key> keys(Promotion promotion, CustomerSessionV2 session) {
    List<RedemptionCounters.Key> keys = new ArrayList<>(code(promotion, session).keys());
    keys.addAll(campaign(promotion, session).keys());
    return keys;
  }

  /** Returns the counter of all redemptions of a promotion. */
  static RedemptionCounters.Key total(Promotion promotion) {
    Long application = promotion.application();
    return new RedemptionCounters.Key(
        name(promotion), RedemptionCounters.By.ALL, application == null ? 0 : application, "");
  }

  /** Returns the name that the redemptions of a code are counted under. */
  static String name(Promotion promotion) {
    return promotion.kind().word() + ":" + promotion.code();
  }

  RedemptionCounters.Key all() {
    return new RedemptionCounters.Key(subject, RedemptionCounters.By.ALL, application(), "");
  }

  /** Returns the counter of the session's profile, or null if the session has none. */
  RedemptionCounters.@Nullable Key profile() {
    String profile = session.getProfileId();
    return profile == null || profile.isEmpty()
        ? null
        : new RedemptionCounters.Key(
            subject, RedemptionCounters.By.PROFILE, session.getApplicationId(), profile);
  }

  List<RedemptionCounters.Key> identifiers() {
    List<String> identifiers = session.getIdentifiers();
    return identifiers == null
        ? List.of()
        : identifiers.stream()
            .distinct()
            .map(
                identifier ->
                    new RedemptionCounters.Key(
                        subject, RedemptionCounters.By.IDENTIFIER, application(), identifier))
            .toList();
  }

  private List<RedemptionCounters.Key> keys() {
    List<RedemptionCounters.Key> keys = new ArrayList<>();
    keys.add(all());
    RedemptionCounters.Key profile = profile();
    if (profile != null) {
      keys.add(profile);
    }
    keys.addAll(identifiers());
    return keys;
  }

  private long application() {
    Long only = promotion.application();
    return only == null || ofCampaign ? 0 : only;
  }
}
