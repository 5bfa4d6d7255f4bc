package io.customersession.stub.account;

/** What attributes and additional costs can be defined on. */
public enum Entity {
  /** A session. */
  SESSION("session", "CustomerSession"),
  /** A line of a cart. */
  CART_ITEM("cartItem", "CartItem"),
  /** A customer profile. */
  PROFILE("profile", "CustomerProfile");

  private final String word;
  private final String wireName;

  Entity(String word, String wireName) {
    this.word = word;
    this.wireName = wireName;
  }

  /** Returns the word for it in fixtures. */
  public String word() {
    return word;
  }

  /** Returns what refusals call it. */
  public String wireName() {
    return wireName;
  }
}
