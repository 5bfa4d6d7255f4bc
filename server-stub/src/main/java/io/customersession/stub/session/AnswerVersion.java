package io.customersession.stub.session;

/**
 * Up to which version of the contract answers carry new properties. Clients that refuse unknown
 * properties need an old one.
 */
public enum AnswerVersion {
  /** What every official client reads. */
  COMMON,
  /** Besides, {@code experimentVariantAllocations}, which came with the clients 25.17. */
  V25_17,
  /**
   * Besides, what came in 2026: {@code cartItemAdditionalCostTotal}, and the {@code sku} of
   * returned items.
   */
  V26_05
}
