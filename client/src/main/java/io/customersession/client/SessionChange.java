package io.customersession.client;

import io.customersession.client.model.AdditionalCost;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.ExperimentVariantAllocation;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.SessionState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a session. Immutable. A change of two fields sends two fields; what is not
 * mentioned is not sent and stays as it is.
 *
 * <p>Absent, null, empty and a value are four different things on the wire, and each has a word of
 * its own: saying nothing, {@link Builder#explicitNull}, {@code clearX()}, and {@code x(value)},
 * which refuses an empty value, so that a list that happens to be empty never wipes a cart.
 */
public final class SessionChange {
  private final NewCustomerSessionV2 body;

  private SessionChange(NewCustomerSessionV2 body) {
    this.body = body;
  }

  /** Returns a builder of a change that changes nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the change that moves a session to a state and leaves all else alone. */
  public static SessionChange moveTo(SessionState state) {
    return builder().state(state).build();
  }

  /** Returns what is sent as {@code customerSession}. */
  public NewCustomerSessionV2 toModel() {
    return body;
  }

  static String filled(String field, String value) {
    if (value.isEmpty()) {
      throw empty(field);
    }
    return value;
  }

  static <T> List<T> filled(String field, Collection<T> values) {
    if (values.isEmpty()) {
      throw empty(field);
    }
    return List.copyOf(values);
  }

  private static IllegalArgumentException empty(String field) {
    return new IllegalArgumentException(
        field + " is empty; the clear method of the field says so on purpose, if it has one");
  }

  @Nullable SessionState state() {
    return body.getState();
  }

  boolean onlyMoves() {
    return body.getState() != null
        && body.equals(NewCustomerSessionV2.builder().state(body.getState()).build());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionChange && body.equals(((SessionChange) other).body);
  }

  @Override
  public int hashCode() {
    return body.hashCode();
  }

  /** Returns a fixed text: changes hold personal data, which does not belong into logs. */
  @Override
  public String toString() {
    return "SessionChange";
  }

  /** Collects what is to change. Of two words about one field, the later one counts. */
  public static final class Builder {
    private final Map<String, Boolean> nulls = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final NewCustomerSessionV2.Builder body = NewCustomerSessionV2.builder();

    private Builder() {}

    /** Names the customer; not empty, see {@link #clearProfileId()}. */
    public Builder profileId(String id) {
      body.profileId(filled("profileId", id));
      return mentioned("profileId");
    }

    /** Makes the session anonymous ({@code ""}). */
    public Builder clearProfileId() {
      body.profileId("");
      return mentioned("profileId");
    }

    /** Names the store. */
    public Builder storeIntegrationId(String id) {
      body.storeIntegrationId(filled("storeIntegrationId", id));
      return mentioned("storeIntegrationId");
    }

    /** Names the campaigns to evaluate instead of all active ones; matters in dry calls only. */
    public Builder evaluableCampaignIds(Collection<Long> ids) {
      body.evaluableCampaignIds(filled("evaluableCampaignIds", ids));
      return mentioned("evaluableCampaignIds");
    }

    /** Replaces all coupon codes; not empty, see {@link #clearCouponCodes()}. */
    public Builder couponCodes(Collection<String> codes) {
      body.couponCodes(filled("couponCodes", codes));
      return mentioned("couponCodes");
    }

    /** Removes all coupon codes ({@code []}). */
    public Builder clearCouponCodes() {
      body.couponCodes(List.of());
      return mentioned("couponCodes");
    }

    /** Sets the referral code; not empty, see {@link #clearReferralCode()}. */
    public Builder referralCode(String code) {
      body.referralCode(filled("referralCode", code));
      return mentioned("referralCode");
    }

    /** Removes the referral code ({@code ""}). */
    public Builder clearReferralCode() {
      body.referralCode("");
      return mentioned("referralCode");
    }

    /**
     * Replaces the loyalty cards, of which there may be one; not empty, see {@link
     * #clearLoyaltyCards()}.
     */
    public Builder loyaltyCards(Collection<String> cards) {
      body.loyaltyCards(filled("loyaltyCards", cards));
      return mentioned("loyaltyCards");
    }

    /** Removes the loyalty card ({@code []}). */
    public Builder clearLoyaltyCards() {
      body.loyaltyCards(List.of());
      return mentioned("loyaltyCards");
    }

    /** Moves the session to a state; one that the document does not know is sent as it is. */
    public Builder state(SessionState state) {
      body.state(Objects.requireNonNull(state, "state"));
      return mentioned("state");
    }

    /** Replaces the whole cart; not empty, see {@link #clearCartItems()}. */
    public Builder cartItems(Collection<CartItem> items) {
      body.cartItems(filled("cartItems", items));
      return mentioned("cartItems");
    }

    /** Empties the cart ({@code []}). */
    public Builder clearCartItems() {
      body.cartItems(List.of());
      return mentioned("cartItems");
    }

    /**
     * Replaces the variants of experiments; not empty, see {@link
     * #clearExperimentVariantAllocations()}.
     */
    public Builder experimentVariantAllocations(
        Collection<ExperimentVariantAllocation> allocations) {
      body.experimentVariantAllocations(filled("experimentVariantAllocations", allocations));
      return mentioned("experimentVariantAllocations");
    }

    /** Takes the session out of all experiments ({@code []}). */
    public Builder clearExperimentVariantAllocations() {
      body.experimentVariantAllocations(List.of());
      return mentioned("experimentVariantAllocations");
    }

    /** Replaces all additional costs, by name; not empty, see {@link #clearAdditionalCosts()}. */
    public Builder additionalCosts(Map<String, AdditionalCost> costs) {
      if (costs.isEmpty()) {
        throw empty("additionalCosts");
      }
      body.additionalCosts(costs);
      return mentioned("additionalCosts");
    }

    /** Removes all additional costs (<code>{}</code>). */
    public Builder clearAdditionalCosts() {
      body.additionalCosts(Map.of());
      return mentioned("additionalCosts");
    }

    /** Replaces all identifiers; not empty, see {@link #clearIdentifiers()}. */
    public Builder identifiers(Collection<String> identifiers) {
      body.identifiers(filled("identifiers", identifiers));
      return mentioned("identifiers");
    }

    /** Removes all identifiers ({@code []}). */
    public Builder clearIdentifiers() {
      body.identifiers(List.of());
      return mentioned("identifiers");
    }

    /** Sets one attribute; those not mentioned stay. */
    public Builder attribute(String name, Object value) {
      attributes.put(name, Objects.requireNonNull(value, "value"));
      return mentioned("attributes");
    }

    /** Removes one attribute (its name with {@code null}). */
    public Builder removeAttribute(String name) {
      attributes.put(name, null);
      return mentioned("attributes");
    }

    /**
     * Sends a field as {@code null}, which the document gives the same meaning as leaving it out.
     *
     * @throws IllegalArgumentException if the document declares no such field
     */
    public Builder explicitNull(String field) {
      if (!NewCustomerSessionV2.Codec.INSTANCE.propertyNames().contains(field)) {
        throw new IllegalArgumentException("the document declares no such field of a session");
      }
      nulls.put(field, true);
      return this;
    }

    /** Builds the change. */
    public SessionChange build() {
      NewCustomerSessionV2 values =
          body.attributes(attributes.isEmpty() ? null : attributes).build();
      if (nulls.isEmpty()) {
        return new SessionChange(values);
      }
      return new SessionChange(withNulls(values));
    }

    /** Sends a declared field as a member of its own, since the generated class leaves null out. */
    private NewCustomerSessionV2 withNulls(NewCustomerSessionV2 values) {
      NewCustomerSessionV2.Builder all = values.toBuilder();
      for (String field : nulls.keySet()) {
        unset(all, field).additionalProperty(field, null);
      }
      return all.build();
    }

    private static NewCustomerSessionV2.Builder unset(
        NewCustomerSessionV2.Builder all, String field) {
      switch (field) {
        case "profileId":
          return all.profileId(null);
        case "storeIntegrationId":
          return all.storeIntegrationId(null);
        case "evaluableCampaignIds":
          return all.evaluableCampaignIds(null);
        case "couponCodes":
          return all.couponCodes(null);
        case "referralCode":
          return all.referralCode(null);
        case "loyaltyCards":
          return all.loyaltyCards(null);
        case "state":
          return all.state(null);
        case "cartItems":
          return all.cartItems(null);
        case "experimentVariantAllocations":
          return all.experimentVariantAllocations(null);
        case "additionalCosts":
          return all.additionalCosts(null);
        case "identifiers":
          return all.identifiers(null);
        case "attributes":
          return all.attributes(null);
        default:
          return all;
      }
    }

    private Builder mentioned(String field) {
      nulls.remove(field);
      return this;
    }
  }
}
