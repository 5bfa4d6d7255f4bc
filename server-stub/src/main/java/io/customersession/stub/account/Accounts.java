package io.customersession.stub.account;

import io.customersession.stub.runtime.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which key belongs to which application. As long as no application and no key is set up, any key
 * does, and belongs to application 1.
 */
public final class Accounts {
  private static final long DEFAULT_APPLICATION = 1;
  private static final String API_KEY = "api_key_v1";
  private static final String SIGNED = "integration_auth";

  private final @Nullable Map<Long, Application> applications;
  private final Map<String, Set<Long>> apiKeys = new HashMap<>();
  private final Map<String, Set<Long>> managementKeys = new HashMap<>();
  private final Set<Long> known = new HashSet<>();

  /** Makes accounts of fixtures and further API keys with the applications they belong to. */
  public Accounts(Fixtures fixtures, Map<String, Long> furtherKeys) {
    applications = fixtures.applications();
    if (applications != null) {
      applications
          .values()
          .forEach(
              application -> {
                known.add(application.id());
                add(apiKeys, application.apiKeys(), application.id());
                add(managementKeys, application.managementKeys(), application.id());
              });
    }
    furtherKeys.forEach(
        (key, application) -> {
          apiKeys.put(key, Set.of(application));
          known.add(application);
        });
    if (known.isEmpty()) {
      known.add(DEFAULT_APPLICATION);
    }
  }

  /**
   * Checks the key or the signature of a call. Where no management key is set up, operations of the
   * management side take any under their own scheme words.
   *
   * @param authorization the Authorization header's value, or null if there is none
   * @param signature the Content-Signature header's value, or null if there is none; it counts if
   *     there is no Authorization
   * @return whom the call comes from, or null if the key is missing or wrong
   */
  public @Nullable Caller authenticate(
      Operation operation, @Nullable String authorization, @Nullable String signature) {
    if (operation.security().isEmpty()) {
      return new Caller(DEFAULT_APPLICATION, null, null);
    }
    for (Operation.Security way : operation.security()) {
      if (way.scheme().equals(SIGNED)) {
        if (authorization == null && signature != null) {
          return signer(signature);
        }
      } else {
        String start = way.prefix() + " ";
        if (authorization != null
            && authorization.regionMatches(true, 0, start, 0, start.length())) {
          String key = authorization.substring(start.length()).strip();
          if (!key.isEmpty()) {
            return way.scheme().equals(API_KEY) ? partner(key) : manager(key);
          }
        }
      }
    }
    return null;
  }

  /** Returns whether an application exists. */
  public boolean knows(long application) {
    return known.contains(application);
  }

  private @Nullable Caller partner(String key) {
    if (applications == null && apiKeys.isEmpty()) {
      return new Caller(DEFAULT_APPLICATION, null, null);
    }
    Set<Long> owner = find(apiKeys, key);
    return owner.isEmpty() ? null : new Caller(owner.iterator().next(), null, null);
  }

  private @Nullable Caller manager(String key) {
    if (applications == null) {
      return new Caller(DEFAULT_APPLICATION, null, null);
    }
    Set<Long> managed = find(managementKeys, key);
    return managed.isEmpty() ? null : new Caller(managed.iterator().next(), managed, null);
  }

  private @Nullable Caller signer(String header) {
    Signature signature = Signature.parse(header);
    if (signature == null) {
      return null;
    }
    if (applications == null) {
      // Like any key while none is set up, any signature will do.
      return apiKeys.isEmpty() ? new Caller(DEFAULT_APPLICATION, null, signature) : null;
    }
    Application application = applications.get(signature.signer());
    String key = application == null ? null : application.hmacKey();
    return key == null ? null : new Caller(signature.signer(), null, signature.withKey(key));
  }

  private static void add(Map<String, Set<Long>> owners, Set<String> keys, long application) {
    keys.forEach(key -> owners.computeIfAbsent(key, none -> new HashSet<>()).add(application));
  }

  /** Looks at every key for the same time, so that time tells nothing about them. */
  private static Set<Long> find(Map<String, Set<Long>> owners, String key) {
    byte[] sent = key.getBytes(StandardCharsets.UTF_8);
    Set<Long> found = Set.of();
    for (Map.Entry<String, Set<Long>> known : owners.entrySet()) {
      if (MessageDigest.isEqual(known.getKey().getBytes(StandardCharsets.UTF_8), sent)) {
        found = known.getValue();
      }
    }
    return found;
  }
}
