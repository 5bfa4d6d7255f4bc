package io.customersession.stub.account;

import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An application of the account, which owns sessions and profiles.
 *
 * @param id its internal id, 1 or more
 * @param name what it is called
 * @param currency what amounts are in; its number of decimal places is that of discounts
 * @param apiKeys keys that act for it, of visible ASCII characters
 * @param managementKeys keys that may read its sessions, of visible ASCII characters
 * @param hmacKey the key that v1 calls are signed with, in hexadecimal, or null if none may be
 */
public record Application(
    long id,
    String name,
    Currency currency,
    Set<String> apiKeys,
    Set<String> managementKeys,
    @Nullable String hmacKey) {
  /** The number of decimal places of amounts if no application defines a currency. */
  public static final int DEFAULT_DECIMAL_PLACES = 2;

  private static final Pattern KEY = Pattern.compile("[!-~]+");

  /**
   * Makes an application.
   *
   * @throws IllegalArgumentException if anything is out of its range
   */
  public Application {
    if (id < 1) {
      throw new IllegalArgumentException("the id of an application must be 1 or more, not " + id);
    }
    FixtureValue.require("the name of application " + id, name);
    apiKeys = Set.copyOf(apiKeys);
    managementKeys = Set.copyOf(managementKeys);
    if (!apiKeys.stream().allMatch(Application::isKey)
        || !managementKeys.stream().allMatch(Application::isKey)) {
      throw new IllegalArgumentException(
          "a key of application " + id + " is empty, or has characters other than visible ASCII");
    }
    if (hmacKey != null && !Signature.isHex(hmacKey)) {
      throw new IllegalArgumentException(
          "the hmacKey of application " + id + " must be hexadecimal, two digits for each byte");
    }
  }

  /** Returns a builder for an application with an internal id, which is 1 or more. */
  public static Builder of(long id) {
    return new Builder(id);
  }

  /** Returns whether a text can be sent as a key: visible ASCII characters, one or more. */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** Returns the number of decimal places of its currency, at least 0. */
  public int decimalPlaces() {
    int places = currency.getDefaultFractionDigits();
    return places < 0 ? DEFAULT_DECIMAL_PLACES : places;
  }

  /** Returns what may be shown to anybody: no keys. */
  @Override
  public String toString() {
    return "Application[id=" + id + ", name=" + name + ", currency=" + currency + "]";
  }

  /** Collects what an application has, in the words of a fixtures file. */
  public static final class Builder {
    private final long id;
    private String name;
    private String currency = "EUR";
    private final Set<String> apiKeys = new LinkedHashSet<>();
    private final Set<String> managementKeys = new LinkedHashSet<>();
    private @Nullable String hmacKey;

    private Builder(long id) {
      this.id = id;
      this.name = "Application " + id;
    }

    /** Sets the name. Default: {@code Application} and the id. */
    public Builder name(String text) {
      name = text;
      return this;
    }

    /** Sets the currency by its ISO 4217 code. Default: EUR. */
    public Builder currency(String code) {
      currency = code;
      return this;
    }

    /** Adds keys that act for the application. */
    public Builder apiKeys(String... keys) {
      apiKeys.addAll(List.of(keys));
      return this;
    }

    /** Adds keys that may read the application's sessions. */
    public Builder managementKeys(String... keys) {
      managementKeys.addAll(List.of(keys));
      return this;
    }

    /**
     * Sets the key that v1 calls may be signed with, in hexadecimal. If omitted, signatures are not
     * accepted.
     */
    public Builder hmacKey(String hex) {
      hmacKey = hex;
      return this;
    }

    Application build() {
      Currency known;
      try {
        known = Currency.getInstance(currency);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "the currency of application " + id + " is not an ISO 4217 code: " + currency, e);
      }
      return new Application(id, name, known, apiKeys, managementKeys, hmacKey);
    }
  }
}
