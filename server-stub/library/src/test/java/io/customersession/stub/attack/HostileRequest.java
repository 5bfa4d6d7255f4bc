package io.customersession.stub.attack;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Bytes to send, and what may be expected of them.
 *
 * @param operation the operation that they are made for
 * @param bytes the head and the body
 * @param isBroken whether the head or the framing is broken, so that there may be no response, one
 *     that is not from the stub, or several
 */
record HostileRequest(AttackedOperation operation, byte[] bytes, boolean isBroken) {
  /** Returns whether a name, such as that of a world, occurs in it. */
  boolean names(String name) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(name);
  }

  /** Returns whether its response has no body. */
  boolean isHead() {
    return new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ");
  }

  /** Returns whether it may ask for a fault itself, whatever the case. */
  boolean mayAskForFault() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return text.contains("fault-") || text.contains("x-stub-fault");
  }

  /** Returns the beginning of it for messages. */
  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return operation + ": " + text.substring(0, Math.min(text.length(), 2_000));
  }
}
