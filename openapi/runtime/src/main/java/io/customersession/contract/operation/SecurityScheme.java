package io.customersession.contract.operation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A security scheme of an OpenAPI document. Immutable. */
public final class SecurityScheme {
  /** The part of a request that has the credential. */
  public enum In {
    /** The Authorization header, after a prefix. */
    AUTHORIZATION,
    /** Another header. */
    HEADER,
    /** The query. */
    QUERY,
    /** A cookie. */
    COOKIE,
    /** The connection: the client authenticates with its certificate. */
    CONNECTION
  }

  private final String name;
  private final In in;
  private final String key;
  private final String prefix;

  /**
   * Creates a scheme whose credential is in the Authorization header.
   *
   * @param name the name in the document
   * @param prefix the word before the credential in the Authorization header, or the empty string
   */
  public SecurityScheme(String name, String prefix) {
    this(name, In.AUTHORIZATION, "Authorization", prefix);
  }

  private SecurityScheme(String name, In in, String key, String prefix) {
    this.name = name;
    this.in = in;
    this.key = key;
    this.prefix = prefix;
  }

  /** Returns a scheme whose credential is the value of a header. */
  public static SecurityScheme header(String name, String header) {
    return new SecurityScheme(name, In.HEADER, header, "");
  }

  /** Returns a scheme whose credential is the value of a query parameter. */
  public static SecurityScheme query(String name, String parameter) {
    return new SecurityScheme(name, In.QUERY, parameter, "");
  }

  /** Returns a scheme whose credential is the value of a cookie. */
  public static SecurityScheme cookie(String name, String cookie) {
    return new SecurityScheme(name, In.COOKIE, cookie, "");
  }

  /** Returns a scheme whose credential belongs to the connection, so that requests carry none. */
  public static SecurityScheme connection(String name) {
    return new SecurityScheme(name, In.CONNECTION, "", "");
  }

  /** Returns the key of a scheme with the prefix Basic: user name and password in Base64. */
  public static String basicKey(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the name in the document. */
  public String name() {
    return name;
  }

  /** Returns the part of a request that has the credential. */
  public In in() {
    return in;
  }

  /**
   * Returns the name of the header, query parameter or cookie that has the credential; the empty
   * string if a request has none.
   */
  public String key() {
    return key;
  }

  /**
   * Returns the word before the credential in the Authorization header, or the empty string if the
   * document declares none.
   */
  public String prefix() {
    return prefix;
  }

  /** Returns the value of the Authorization header for a key. */
  public String authorization(String key) {
    return prefix.isEmpty() ? key : prefix + " " + key;
  }

  /** Returns what a request needs, for an error message, such as {@code X-Key: <key>}. */
  public String usage() {
    switch (in) {
      case QUERY:
        return "?" + key + "=<key>";
      case COOKIE:
        return "Cookie: " + key + "=<key>";
      case CONNECTION:
        return "a client certificate";
      default:
        return key + ": " + authorization("<key>");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
