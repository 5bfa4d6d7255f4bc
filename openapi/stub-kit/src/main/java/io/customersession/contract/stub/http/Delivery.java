package io.customersession.contract.stub.http;

import java.time.Duration;

/**
 * How the host sends a response, because only the owner of the connection can delay it or cut it
 * off. Immutable.
 *
 * @param delay the time to wait before
 * @param manner the part that is sent
 */
public record Delivery(Duration delay, Manner manner) {
  /** At once and as a whole. */
  public static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Manner.WHOLE);

  /** At once, and then part by part as the stream comes into being. */
  public static final Delivery LIVE = new Delivery(Duration.ZERO, Manner.LIVE);

  /** The part of a response that is sent. */
  public enum Manner {
    /** All of it. */
    WHOLE,
    /** Its headers and half of its body; then the connection is closed. */
    TRUNCATED,
    /**
     * The stream of the response, part by part as it comes into being, until it ends or the host
     * stops. The body instead, where the host cannot do that.
     */
    LIVE,
    /** Nothing; the connection is closed. */
    DROPPED
  }
}
