package io.customersession.client;

import io.customersession.client.model.CartItem;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.SessionState;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a session through v1. Immutable. What is not mentioned is not sent and stays
 * as it is; the words for absent, null, empty and a value are those of {@link SessionChange}.
 */
public final class SessionChangeV1 {
  private final NewCustomerSession body;

  private SessionChangeV1(NewCustomerSession body) {
    this.body = body;
  }

  /** Returns a builder of a change that changes nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the change that moves a session to a state and leaves all else alone. */
  public static SessionChangeV1 moveTo(SessionState state) {
    return builder().state(state).build();
  }

  /** Returns what is sent. */
  public NewCustomerSession toModel() {
    return body;
  }

  boolean onlyMoves() {
    return body.getState() != null
        && body.equals(NewCustomerSession.builder().state(body.getState()).build());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionChangeV1 && body.equals(((SessionChangeV1) other).body);
  }

  @Override
  public int hashCode() {
    return body.hashCode();
  }

  /** Returns a fixed text: changes hold personal data, which does not belong into logs. */
  @Override
  public String toString() {
    return "SessionChangeV1";
  }

  /** Collects what is to change. Of two words about one field, the later one counts. */
  public static final class Builder {
    private final Set<String> nulls = new LinkedHashSet<>();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private final NewCustomerSession.Builder body = NewCustomerSession.builder();

    private Builder() {}

    /** Names the customer; not empty, see {@link #clearProfileId()}. */
    public Builder profileId(String id) {
      body.profileId(SessionChange.filled("profileId", id));
      return mentioned("profileId");
    }

    /** Makes the session anonymous ({@code ""}). */
    public Builder clearProfileId() {
      body.profileId("");
      return mentioned("profileId");
    }

    /** Replaces all coupon codes by this one; not empty, see {@link #clearCoupon()}. */
    public Builder coupon(String code) {
      body.coupon(SessionChange.filled("coupon", code));
      return mentioned("coupon");
    }

    /** Removes all coupon codes ({@code ""}). */
    public Builder clearCoupon() {
      body.coupon("");
      return mentioned("coupon");
    }

    /** Sets the referral code; not empty, see {@link #clearReferral()}. */
    public Builder referral(String code) {
      body.referral(SessionChange.filled("referral", code));
      return mentioned("referral");
    }

    /** Removes the referral code ({@code ""}). */
    public Builder clearReferral() {
      body.referral("");
      return mentioned("referral");
    }

    /** Moves the session to a state; one that the document does not know is sent as it is. */
    public Builder state(SessionState state) {
      body.state(Objects.requireNonNull(state, "state"));
      return mentioned("state");
    }

    /** Replaces the whole cart; not empty, see {@link #clearCartItems()}. */
    public Builder cartItems(Collection<CartItem> items) {
      body.cartItems(SessionChange.filled("cartItems", items));
      return mentioned("cartItems");
    }

    /** Empties the cart ({@code []}). */
    public Builder clearCartItems() {
      body.cartItems(List.of());
      return mentioned("cartItems");
    }

    /** Replaces all identifiers; not empty, see {@link #clearIdentifiers()}. */
    public Builder identifiers(Collection<String> identifiers) {
      body.identifiers(SessionChange.filled("identifiers", identifiers));
      return mentioned("identifiers");
    }

    /** Removes all identifiers ({@code []}). */
    public Builder clearIdentifiers() {
      body.identifiers(List.of());
      return mentioned("identifiers");
    }

    /** Sets the sum of the cart as the caller computes it. */
    public Builder total(BigDecimal sum) {
      body.total(Objects.requireNonNull(sum, "sum"));
      return mentioned("total");
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
      if (!NewCustomerSession.Codec.INSTANCE.propertyNames().contains(field)) {
        throw new IllegalArgumentException("the document declares no such field of a session");
      }
      nulls.add(field);
      return this;
    }

    /** Builds the change. */
    public SessionChangeV1 build() {
      NewCustomerSession values = body.attributes(attributes.isEmpty() ? null : attributes).build();
      if (nulls.isEmpty()) {
        return new SessionChangeV1(values);
      }
      NewCustomerSession.Builder all = values.toBuilder();
      for (String field : nulls) {
        unset(all, field).additionalProperty(field, null);
      }
      return new SessionChangeV1(all.build());
    }

    private static NewCustomerSession.Builder unset(NewCustomerSession.Builder all, String field) {
      switch (field) {
        case "profileId":
          return all.profileId(null);
        case "coupon":
          return all.coupon(null);
        case "referral":
          return all.referral(null);
        case "state":
          return all.state(null);
        case "cartItems":
          return all.cartItems(null);
        case "identifiers":
          return all.identifiers(null);
        case "total":
          return all.total(null);
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
