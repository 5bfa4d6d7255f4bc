package io.customersession.stub.account;

import io.customersession.contract.operation.SecurityScheme;
import io.customersession.stub.api.SecuritySchemes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers by key or signature and knows the applications that these belong to.
 *
 * <ul>
 *   <li>With no keys and no applications, any key of either kind and any signature is accepted, for
 *       application 1.
 *   <li>With keys of either kind, but no applications, only these keys are accepted, each for its
 *       applications, and no signature is.
 *   <li>With applications, only their keys are accepted, and signatures with their HMAC keys.
 *       Further keys add to those of the applications.
 * </ul>
 */
public final class Authenticator {
  private static final long DEFAULT_APPLICATION = 1;
  private static final String API_KEY = SecuritySchemes.API_KEY_V1.name();
  private static final String SIGNED = SecuritySchemes.INTEGRATION_AUTH.name();

  private final @Nullable Map<Long, Application> applications;
  private final Map<String, Set<Long>> apiKeys = new HashMap<>();
  private final Map<String, Set<Long>> managementKeys = new HashMap<>();
  private final Set<Long> known = new HashSet<>();

  /**
   * Creates an authenticator from fixtures and further keys with their applications.
   *
   * @throws IllegalArgumentException if fixtures with applications do not have the application of a
   *     further key, or one of another application has the same key
   */
  public Authenticator(
      Fixtures fixtures,
      List<ApplicationKey> furtherKeys,
      List<ApplicationKey> furtherManagementKeys) {
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
    for (ApplicationKey further : furtherKeys) {
      long application = further.application();
      checkKnown("an API key", application);
      Set<Long> owner = apiKeys.putIfAbsent(further.key(), Set.of(application));
      if (owner != null && !owner.contains(application)) {
        throw new IllegalArgumentException(
            "an API key is for application "
                + application
                + ", but belongs to application "
                + owner.iterator().next());
      }
      known.add(application);
    }
    for (ApplicationKey further : furtherManagementKeys) {
      checkKnown("a management key", further.application());
      add(managementKeys, Set.of(further.key()), further.application());
      known.add(further.application());
    }
    if (known.isEmpty()) {
      known.add(DEFAULT_APPLICATION);
    }
  }

  private void checkKnown(String key, long application) {
    if (applications != null && !applications.containsKey(application)) {
      throw new IllegalArgumentException(
          key + " is for application " + application + ", which the fixtures do not have");
    }
  }

  /**
   * Checks the key of a call, or parses its signature, which is verified against the body later.
   * Scheme names are case-insensitive, keys are not.
   *
   * @param ways the accepted security schemes; empty if no authentication is required
   * @param authorization the Authorization header's value, or null if there is none
   * @param signature the Content-Signature header's value, or null if there is none; used only if
   *     there is no Authorization header
   * @return the authenticated principal; null if the key is missing or wrong, or the signature
   *     names an application without a signing key
   */
  public @Nullable Principal authenticate(
      List<SecurityScheme> ways, @Nullable String authorization, @Nullable String signature) {
    if (ways.isEmpty()) {
      return new Principal(DEFAULT_APPLICATION, null, null);
    }
    for (SecurityScheme way : ways) {
      if (way.name().equals(SIGNED)) {
        if (authorization == null && signature != null) {
          return signer(signature);
        }
      } else {
        String start = way.prefix() + " ";
        if (authorization != null
            && authorization.regionMatches(true, 0, start, 0, start.length())) {
          String key = authorization.substring(start.length()).strip();
          if (!key.isEmpty()) {
            return way.name().equals(API_KEY) ? partner(key) : manager(key);
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

  /** Returns true if no keys and no applications are configured, so that any key is accepted. */
  private boolean isOpen() {
    return applications == null && apiKeys.isEmpty() && managementKeys.isEmpty();
  }

  private @Nullable Principal partner(String key) {
    if (isOpen()) {
      return new Principal(DEFAULT_APPLICATION, null, null);
    }
    Set<Long> owner = find(apiKeys, key);
    return owner.isEmpty() ? null : new Principal(owner.iterator().next(), null, null);
  }

  private @Nullable Principal manager(String key) {
    if (isOpen()) {
      return new Principal(DEFAULT_APPLICATION, null, null);
    }
    Set<Long> managed = find(managementKeys, key);
    return managed.isEmpty() ? null : new Principal(managed.iterator().next(), managed, null);
  }

  private @Nullable Principal signer(String header) {
    Signature signature = Signature.parse(header);
    if (signature == null) {
      return null;
    }
    if (applications == null) {
      // Like any key if none is configured, any signature is accepted.
      return isOpen() ? new Principal(DEFAULT_APPLICATION, null, signature) : null;
    }
    Application application = applications.get(signature.signer());
    String key = application == null ? null : application.hmacKey();
    return key == null ? null : new Principal(signature.signer(), null, signature.withKey(key));
  }

  private static void add(Map<String, Set<Long>> owners, Set<String> keys, long application) {
    keys.forEach(key -> owners.computeIfAbsent(key, none -> new HashSet<>()).add(application));
  }

  /** Compares with every key in constant time, so that the duration reveals nothing about them. */
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
