package io.customersession.client.bench;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same session for fastjson2, in the shape that suits it: public fields and nothing else. */
public final class PlainSession {
  public @Nullable Long id;
  public @Nullable OffsetDateTime created;
  public @Nullable String integrationId;
  public @Nullable Long applicationId;
  public @Nullable String profileId;
  public @Nullable String storeIntegrationId;
  public @Nullable List<Long> evaluableCampaignIds;
  public @Nullable List<String> couponCodes;
  public @Nullable String referralCode;
  public @Nullable String state;
  public @Nullable List<Item> cartItems;
  public @Nullable Map<String, Cost> additionalCosts;
  public @Nullable List<String> identifiers;
  public @Nullable Map<String, Object> attributes;
  public @Nullable Boolean firstSession;
  public @Nullable Integer updateCount;
  public @Nullable BigDecimal total;
  public @Nullable BigDecimal cartItemTotal;
  public @Nullable BigDecimal additionalCostTotal;
  public @Nullable OffsetDateTime updated;

  /** A cart item. */
  public static final class Item {
    public @Nullable String sku;
    public @Nullable Integer quantity;
    public @Nullable String name;
    public @Nullable BigDecimal price;
    public @Nullable String category;
    public @Nullable Name product;
    public @Nullable BigDecimal weight;
    public @Nullable BigDecimal height;
    public @Nullable BigDecimal width;
    public @Nullable BigDecimal length;
    public @Nullable Map<String, Object> attributes;
    public @Nullable Map<String, Cost> additionalCosts;
    public @Nullable Integer position;
    public @Nullable Integer returnedQuantity;
    public @Nullable Integer remainingQuantity;
    public @Nullable Long catalogItemID;
  }

  /** A product. */
  public static final class Name {
    public @Nullable String name;
  }

  /** An additional cost. */
  public static final class Cost {
    public @Nullable BigDecimal price;
  }
}
