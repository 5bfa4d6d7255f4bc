package io.customersession.contract.stub.journal;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.SecurityScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks keys, signatures and other secrets in everything that is recorded, reported or logged. The
 * name of a header or query parameter decides whether its value is a secret. Thread-safe.
 */
public final class Secrets {
  /** The text that replaces a secret. */
  public static final String MASK = "***";

  private static final List<String> WORDS =
      List.of(
          "auth",
          "cookie",
          "credential",
          "jwt",
          "key",
          "passphrase",
          "passwd",
          "password",
          "pwd",
          "secret",
          "signature",
          "token");

  /** The HTTP authentication schemes that are registered with IANA. */
  private static final Set<String> REGISTERED =
      Set.of(
          "Basic",
          "Bearer",
          "Concealed",
          "Digest",
          "DPoP",
          "GNAP",
          "HOBA",
          "Mutual",
          "Negotiate",
          "OAuth",
          "PrivateToken",
          "SCRAM-SHA-1",
          "SCRAM-SHA-256",
          "vapid");

  private static final Pattern SIGNER =
      Pattern.compile("(signer=[0-9]{1,18};\\s{0,8}signature=).*");

  private final List<? extends Operation> operations;

  // Found with the first secret, which most requests do not need.
  private volatile @Nullable Set<String> declaredParameters;
  private volatile @Nullable Set<String> keys;
  private volatile @Nullable Set<String> schemes;

  private Secrets(List<? extends Operation> operations) {
    this.operations = operations;
  }

  /**
   * Returns the secrets of an API. Parameters that it declares, such as Idempotency-Key, are not
   * secret.
   *
   * @param operations all operations of the API
   */
  public static Secrets of(List<? extends Operation> operations) {
    return new Secrets(operations);
  }

  /**
   * Returns true if a header or query parameter has the key of a security scheme, or if its name
   * says that it is a secret and the document does not declare it.
   */
  public boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return keys().contains(name)
        || (WORDS.stream().anyMatch(lower::contains) && !declaredParameters().contains(name));
  }

  /**
   * Returns the value of a header without secrets. An authentication scheme is kept if the document
   * declares it or it is registered, and so is the id of a signer.
   */
  public String header(String name, String value) {
    if (!isSecret(name)) {
      int mark = value.indexOf('?');
      // A URL, such as that of a Referer.
      return mark < 0 ? value : value.substring(0, mark + 1) + query(value.substring(mark + 1));
    }
    String stripped = value.strip();
    Matcher signer = SIGNER.matcher(stripped);
    if (signer.matches()) {
      return signer.group(1) + MASK;
    }
    int end = stripped.indexOf(' ');
    String scheme = end < 0 ? "" : stripped.substring(0, end);
    return schemes().contains(scheme) ? scheme + " " + MASK : MASK;
  }

  /** Returns a query as sent, with the values of secret parameters masked. */
  public String query(String raw) {
    if (raw.indexOf('=') < 0) {
      return raw;
    }
    return Stream.of(raw.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
  }

  /** Returns a request target as sent, with user name and password masked. */
  public static String path(String raw) {
    int start = raw.indexOf("//");
    // A password may contain slashes, though it should not, so the last @ counts.
    int end = raw.lastIndexOf('@');
    boolean named = start == 0 || (start > 0 && !raw.startsWith("/"));
    return named && end > start ? raw.substring(0, start + 2) + MASK + raw.substring(end) : raw;
  }

  private String pair(String pair) {
    int equals = pair.indexOf('=');
    return equals >= 0 && isSecret(decoded(pair.substring(0, equals)))
        ? pair.substring(0, equals + 1) + MASK
        : pair;
  }

  /** Returns a part of a query decoded, or as it is if it is malformed. */
  static String decoded(String raw) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }

  private Set<String> declaredParameters() {
    Set<String> found = declaredParameters;
    if (found == null) {
      found =
          operations.stream()
              .flatMap(operation -> operation.parameters().stream())
              .map(Parameter::name)
              .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
      declaredParameters = found;
    }
    return found;
  }

  private Set<String> keys() {
    Set<String> found = keys;
    if (found == null) {
      found =
          operations.stream()
              .flatMap(operation -> operation.security().stream())
              .map(SecurityScheme::key)
              .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
      keys = found;
    }
    return found;
  }

  private Set<String> schemes() {
    Set<String> found = schemes;
    if (found == null) {
      found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      found.addAll(REGISTERED);
      operations.stream()
          .flatMap(operation -> operation.security().stream())
          .map(SecurityScheme::prefix)
          .filter(prefix -> !prefix.isEmpty())
          .forEach(found::add);
      schemes = found;
    }
    return found;
  }
}
