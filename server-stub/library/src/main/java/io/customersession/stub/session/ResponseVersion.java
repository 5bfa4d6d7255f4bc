package io.customersession.stub.session;

import io.customersession.contract.json.ApiVersion;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which properties responses carry: those that the caller's SDK knows ({@link #AUTO}), or those of
 * a fixed version of the API. Immutable.
 */
public final class ResponseVersion {
  /** Chosen for each request from its {@code User-Agent}. */
  public static final ResponseVersion AUTO = new ResponseVersion(null);

  /** Every property that the document declares. */
  public static final ResponseVersion LATEST = new ResponseVersion(ApiVersion.LATEST);

  /** The rule for texts, to follow the name of the setting in an error. */
  static final String RULE = "must be auto, latest or a version of the official SDKs such as 26.02";

  private static final Pattern FIXED = Pattern.compile("[0-9]{2}\\.[0-9]{2}");

  private final @Nullable ApiVersion fixed;

  private ResponseVersion(@Nullable ApiVersion fixed) {
    this.fixed = fixed;
  }

  /**
   * Returns the setting that a text names.
   *
   * @param text {@code auto}, {@code latest} or a version such as {@code 26.02}
   * @throws IllegalArgumentException if the text is none of these; the message names them
   */
  public static ResponseVersion of(String text) {
    ResponseVersion version = parse(text);
    if (version == null) {
      throw new IllegalArgumentException(RULE);
    }
    return version;
  }

  /** Returns the setting that a text names, or null if it does not name any. */
  static @Nullable ResponseVersion parse(String text) {
    if (text.equals(AUTO.toString())) {
      return AUTO;
    }
    if (text.equals(LATEST.toString())) {
      return LATEST;
    }
    return FIXED.matcher(text).matches() ? new ResponseVersion(ApiVersion.of(text)) : null;
  }

  /** Returns the version of all responses, or null if it is chosen for each request. */
  public @Nullable ApiVersion fixed() {
    return fixed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResponseVersion that && Objects.equals(fixed, that.fixed);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(fixed);
  }

  /** Returns the text that {@link #of} accepts. */
  @Override
  public String toString() {
    return fixed == null ? "auto" : fixed.toString();
  }
}
