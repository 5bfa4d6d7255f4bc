package io.customersession.stub.store.jdbc;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.AudienceMembership;
import io.customersession.stub.model.CustomerProfile;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import io.customersession.stub.model.Return;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.Profile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is stored as JSON. Models of the document have their generated codecs; a change of the rest
 * needs a migration, so that older versions refuse what they cannot read.
 */
final class StoredForm {
  static final JsonCodec<List<Effect>> EFFECTS = Codecs.list("#", Effect.Codec.INSTANCE);
  static final JsonCodec<List<Return>> RETURNS = Codecs.list("#", Return.Codec.INSTANCE);
  static final JsonCodec<Map<String, String>> SETTINGS = Codecs.map("#", Codecs.string("#"));
  private static final JsonCodec<Object> ANY = Codecs.any("#");

  /** The internal id of the account, which a model of a profile must have. */
  private static final long ACCOUNT = 1;

  private StoredForm() {}

  static String facts(CustomerSessionV2 facts) {
    return text(CustomerSessionV2.Codec.INSTANCE, facts);
  }

  static CustomerSessionV2 facts(String text) {
    return value(CustomerSessionV2.Codec.INSTANCE, text);
  }

  static String effects(List<Effect> effects) {
    return text(EFFECTS, effects);
  }

  static List<Effect> effects(String text) {
    return value(EFFECTS, text);
  }

  static String returns(List<Return> returns) {
    return text(RETURNS, returns);
  }

  static List<Return> returns(String text) {
    return value(RETURNS, text);
  }

  static String redemptions(List<Redemption> redemptions) {
    return text(ANY, listed(redemptions));
  }

  /** Returns redemptions as lists of texts and numbers. */
  static List<Object> listed(List<Redemption> redemptions) {
    List<Object> all = new ArrayList<>();
    for (Redemption redemption : redemptions) {
      List<Object> keys = new ArrayList<>();
      for (RedemptionCounters.Key key : redemption.keys()) {
        keys.add(List.of(key.subject(), key.by().name(), key.application(), key.value()));
      }
      all.add(List.of(redemption.kind().name(), redemption.code(), keys));
    }
    return all;
  }

  static List<Redemption> redemptions(String text) {
    return ofListed((List<?>) value(ANY, text));
  }

  /**
   * Returns the redemptions that were {@link #listed}.
   *
   * @throws RuntimeException if they were not
   */
  static List<Redemption> ofListed(List<?> listed) {
    List<Redemption> redemptions = new ArrayList<>();
    for (Object each : listed) {
      List<?> redemption = (List<?>) each;
      List<RedemptionCounters.Key> keys = new ArrayList<>();
      for (Object key : (List<?>) redemption.get(2)) {
        keys.add(counter((List<?>) key));
      }
      redemptions.add(
          new Redemption(
              Promotion.Kind.valueOf((String) redemption.get(0)),
              (String) redemption.get(1),
              keys));
    }
    return redemptions;
  }

  private static RedemptionCounters.Key counter(List<?> key) {
    return new RedemptionCounters.Key(
        (String) key.get(0),
        RedemptionCounters.By.valueOf((String) key.get(1)),
        ((BigDecimal) key.get(2)).longValueExact(),
        (String) key.get(3));
  }

  static String profile(Profile profile) {
    return text(CustomerProfile.Codec.INSTANCE, model(profile));
  }

  static Profile profile(String text) {
    return profile(value(CustomerProfile.Codec.INSTANCE, text));
  }

  /** Returns a profile as the model of the document. */
  static CustomerProfile model(Profile profile) {
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
                .map(id -> AudienceMembership.builder().id(id).name("").build())
                .toList())
        .lastActivity(profile.lastActivity())
        .build();
  }

  /** Returns the profile of a {@link #model}. */
  static Profile profile(CustomerProfile stored) {
    TreeSet<Long> audiences = new TreeSet<>();
    List<AudienceMembership> memberships = stored.getAudienceMemberships();
    if (memberships != null) {
      memberships.forEach(each -> audiences.add(each.getId()));
    }
    Map<String, Object> attributes = stored.getAttributes();
    return new Profile(
        stored.getId(),
        stored.getIntegrationId(),
        stored.getCreated(),
        attributes,
        audiences,
        stored.getClosedSessions(),
        stored.getTotalSales(),
        stored.getLastActivity());
  }

  static String settings(Map<String, String> texts) {
    return text(SETTINGS, new TreeMap<>(texts));
  }

  static Map<String, String> settings(String text) {
    return value(SETTINGS, text);
  }

  private static <T> String text(JsonCodec<T> codec, T value) {
    return new String(Json.encode(codec, value), StandardCharsets.UTF_8);
  }

  private static <T> T value(JsonCodec<T> codec, String text) {
    Decoded<T> decoded = Json.decodeResponse(codec, text.getBytes(StandardCharsets.UTF_8));
    T value = decoded.value();
    if (value == null) {
      throw new IllegalStateException("the store has what is not stored by a stub: " + codec);
    }
    return value;
  }
}
