package io.customersession.stub.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request's body, as the header {@value #HEADER} carries it in v1 calls: an
 * HMAC-MD5 over the exact bytes, its key the application's.
 */
public final class Signature {
  /** The name of the header. */
  public static final String HEADER = "Content-Signature";

  private static final String ALGORITHM = "HmacMD5";
  private static final String SIGNATURE = "signature=";

  // Whoever can reach the stub chooses the text, so each part of it can be matched in one way only.
  private static final Pattern SIGNER = Pattern.compile("signer=([1-9][0-9]{0,17})");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  /** More than any header needs: a signature has 32 digits. */
  private static final int MAX_LENGTH = 200;

  private final long signer;
  private final byte[] sent;
  private final @Nullable String key;

  private Signature(long signer, byte[] sent, @Nullable String key) {
    this.signer = signer;
    this.sent = sent;
    this.key = key;
  }

  /**
   * Returns what a header's value says, or null if it names nobody who could have signed. What is
   * no hexadecimal signature is one that fits nothing.
   */
  static @Nullable Signature parse(String value) {
    int end = value.indexOf(';');
    if (value.length() > MAX_LENGTH || end < 0) {
      return null;
    }
    Matcher signer = SIGNER.matcher(value.substring(0, end).strip());
    String rest = value.substring(end + 1).strip();
    if (!signer.matches() || !rest.startsWith(SIGNATURE)) {
      return null;
    }
    String signature = rest.substring(SIGNATURE.length());
    return new Signature(
        Long.parseLong(signer.group(1)), isHex(signature) ? parsed(signature) : new byte[0], null);
  }

  /** Returns whether a text is hexadecimal, with two digits for each byte. */
  static boolean isHex(String text) {
    return text.length() % 2 == 0 && HEX.matcher(text).matches();
  }

  private static byte[] parsed(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Returns the application that claims to have signed. */
  long signer() {
    return signer;
  }

  Signature withKey(String hex) {
    return new Signature(signer, sent, hex);
  }

  /**
   * Returns whether a body is what was signed; any is if the account has no keys. How long it takes
   * says nothing about where the signatures differ.
   */
  public boolean fits(byte[] body) {
    if (key == null) {
      return true;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(parsed(key), ALGORITHM));
      return MessageDigest.isEqual(mac.doFinal(body), sent);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
