package io.customersession.contract.stub.http;

import java.time.Duration;

/**
 * How a response is sent: by whoever has the connection, because only there it can come late or be
 * cut off.
 *
 * @param delay how long to wait before
 * @param manner how much of it is sent
 */
public record Delivery(Duration delay, Manner manner) {
  /** Without delay, and whole. */
  public static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Manner.WHOLE);

  /** How much of a response is sent. */
  public enum Manner {
    /** All of it. */
    WHOLE,
    /** Its headers and half of its body; then the connection is cut. */
    TRUNCATED,
    /** Nothing; the connection is cut. */
    DROPPED
  }
}
