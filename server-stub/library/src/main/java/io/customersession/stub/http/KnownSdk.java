package io.customersession.stub.http;

import io.customersession.contract.json.ApiVersion;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The official SDKs that the stub recognizes by the {@code User-Agent} header, one row each. A
 * caller that matches no row gets every property that the document declares.
 */
enum KnownSdk {
  /** Refuses unknown properties as well as absent required ones: only its own version fits. */
  JAVA("Java 25.26 and later", generated("java").and(Product::isOfCurrentLine), true),
  /** Ignores unknown properties. */
  LEGACY_JAVA("Java up to 25.18", generated("java").and(Product::isOfLegacyLine), false),
  /** Refuses unknown properties as well as absent required ones: only its own version fits. */
  STRICT_GO("Go 25.26 to 26.08", generated("go").and(Product::isOfStrictGo), true),
  /** Requires {@code cartItemAdditionalCostTotal} since 26.11; ignores unknown properties. */
  GO("Go", generated("go"), false),
  /**
   * Requires what Go requires, and version 12.0.0 of the legacy line {@code reevaluateOnReturn}.
   */
  PYTHON("Python", generated("python"), false),
  /** Requires what Go requires. */
  RUBY("Ruby", generated("ruby"), false),
  /** Ignores unknown properties. */
  PHP("PHP", generated("php"), false),
  /** Ignores unknown properties. Later versions send no header. */
  CSHARP("C# up to 13", generated("csharp"), false),
  /** Ignores unknown properties. Later versions send no header. */
  JAVASCRIPT("JavaScript up to 5", product -> product.name().equals("node-superagent"), false),
  /** Ignores unknown properties. */
  TYPESCRIPT("TypeScript", product -> product.name().equals("node"), false);

  /** A longer header is not looked at. */
  static final int MAX_LENGTH = 1_000;

  private static final ChosenVersion ABSENT = new ChosenVersion(ApiVersion.LATEST, "no User-Agent");
  private static final ChosenVersion UNKNOWN =
      new ChosenVersion(ApiVersion.LATEST, "User-Agent of no known SDK");

  private final String title;
  private final Predicate<Product> matches;
  private final boolean itsOwnVersion;

  KnownSdk(String title, Predicate<Product> matches, boolean itsOwnVersion) {
    this.title = title;
    this.matches = matches;
    this.itsOwnVersion = itsOwnVersion;
  }

  /** Returns how documentation and journal name the row. */
  String title() {
    return title;
  }

  /**
   * Returns the version of a response to a caller.
   *
   * @param userAgent the values of the header; with several of them the caller is not recognized
   */
  static ChosenVersion versionFor(List<String> userAgent) {
    if (userAgent.isEmpty()) {
      return ABSENT;
    }
    String header = userAgent.get(0);
    if (userAgent.size() > 1 || header.length() > MAX_LENGTH) {
      return UNKNOWN;
    }
    for (String token : header.split(" ", -1)) {
      Product product = Product.of(token);
      for (KnownSdk row : values()) {
        if (row.matches.test(product)) {
          ApiVersion own = row.itsOwnVersion ? product.version() : null;
          return new ChosenVersion(
              own == null ? ApiVersion.LATEST : own, "User-Agent: " + row.title);
        }
      }
    }
    return UNKNOWN;
  }

  private static Predicate<Product> generated(String language) {
    return product ->
        product.name().equals("openapi-generator") && product.language().equals(language);
  }

  /**
   * One word of the header, such as {@code OpenAPI-Generator/26.02/java}, in lower case.
   *
   * @param language the last part; empty if there are not three of them
   */
  private record Product(String name, @Nullable ApiVersion version, String language) {
    /** What is behind the first two numbers does not change the properties. */
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4}\\.[0-9]{1,4})([^0-9].*)?");

    private static final ApiVersion FIRST_OF_CURRENT_LINE = ApiVersion.of("25.26");

    private static final ApiVersion FIRST_LENIENT_GO = ApiVersion.of("26.09");

    static Product of(String token) {
      String[] parts = token.toLowerCase(Locale.ROOT).split("/", -1);
      Matcher version = VERSION.matcher(parts.length < 2 ? "" : parts[1]);
      return new Product(
          parts[0],
          version.matches() ? ApiVersion.of(version.group(1)) : null,
          parts.length == 3 ? parts[2] : "");
    }

    /** Returns true if the version is one of those that {@code x-since} counts. */
    boolean isOfCurrentLine() {
      return version != null && version.compareTo(FIRST_OF_CURRENT_LINE) >= 0;
    }

    /** Returns true if a Go SDK is one of the current line that refuses unknown properties. */
    boolean isOfStrictGo() {
      return version != null && isOfCurrentLine() && version.compareTo(FIRST_LENIENT_GO) < 0;
    }

    boolean isOfLegacyLine() {
      return version != null && version.compareTo(FIRST_OF_CURRENT_LINE) < 0;
    }
  }
}
