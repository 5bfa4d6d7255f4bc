package io.customersession.contract.stub.http;

import io.customersession.contract.binary.BinaryData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response that is ready to be sent. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers, without those that follow from the body
 * @param body the body, JSON in UTF-8 by default; empty for none
 * @param delivery how the host sends it
 * @param stream a body that may be too large for the memory, in place of the other; or null
 */
@SuppressWarnings("ArrayRecordComponent") // written once and handed to the host; never compared
public record StubResponse(
    int status,
    Map<String, String> headers,
    byte[] body,
    Delivery delivery,
    @Nullable BinaryData stream) {
  /** The default content type of responses with a body. */
  public static final String CONTENT_TYPE = "application/json";

  /** Returns the content type of the body. */
  public String contentType() {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("Content-Type")) {
        return header.getValue();
      }
    }
    return CONTENT_TYPE;
  }

  /** Returns this response with more headers; its own headers win. */
  public StubResponse with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(headers);
    return new StubResponse(status, all, body, delivery, stream);
  }

  /** Creates a response that is sent at once and as a whole. */
  public StubResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }

  /** Creates a response whose body is in memory. */
  public StubResponse(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
    this(status, headers, body, delivery, null);
  }

  /** Returns this response with another body and another delivery. */
  public StubResponse with(byte[] other, Delivery how) {
    return new StubResponse(status, headers, other, how, stream);
  }

  /**
   * Returns the stream of a response that is sent as it comes into being, or null if this is not
   * one.
   */
  public @Nullable BinaryData live() {
    return delivery.manner() == Delivery.Manner.LIVE ? stream : null;
  }

  /** Returns this response with its body at once, in place of its stream, which is closed. */
  public StubResponse withoutStream() {
    if (stream != null) {
      stream.close();
    }
    return new StubResponse(status, headers, body);
  }

  /** Returns this response with a body that may be too large for the memory. */
  public StubResponse streaming(BinaryData data) {
    return new StubResponse(status, headers, body, delivery, data);
  }
}
