package io.customersession.stub.account;

import io.customersession.stub.runtime.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which key belongs to which application. As long as no key is set up, any key does, and belongs to
 * application 1.
 */
public final class Accounts {
  private static final long DEFAULT_APPLICATION = 1;

  private final Map<String, Long> applications;

  /** Makes accounts of keys and the applications they belong to. */
  public Accounts(Map<String, Long> applications) {
    this.applications = new LinkedHashMap<>(applications);
  }

  /**
   * Checks the key of a call. Operations of the management side take any key under their own scheme
   * words.
   *
   * @param authorization the Authorization header's value, or null if there is none
   * @return the application that the caller acts for; empty if the key is missing or wrong
   */
  public OptionalLong authenticate(Operation operation, @Nullable String authorization) {
    if (operation.security().isEmpty()) {
      return OptionalLong.of(DEFAULT_APPLICATION);
    }
    if (authorization != null) {
      for (Operation.Security way : operation.security()) {
        String start = way.prefix() + " ";
        if (authorization.regionMatches(true, 0, start, 0, start.length())) {
          String key = authorization.substring(start.length()).strip();
          if (!key.isEmpty()) {
            return way.scheme().equals("api_key_v1")
                ? application(key)
                : OptionalLong.of(DEFAULT_APPLICATION);
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Returns whether an application exists. */
  public boolean knows(long application) {
    return applications.isEmpty()
        ? application == DEFAULT_APPLICATION
        : applications.containsValue(application);
  }

  /** Looks at every key for the same time, so that time tells nothing about them. */
  private OptionalLong application(String key) {
    if (applications.isEmpty()) {
      return OptionalLong.of(DEFAULT_APPLICATION);
    }
    byte[] sent = key.getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (Map.Entry<String, Long> known : applications.entrySet()) {
      if (MessageDigest.isEqual(known.getKey().getBytes(StandardCharsets.UTF_8), sent)) {
        found = OptionalLong.of(known.getValue());
      }
    }
    return found;
  }
}
