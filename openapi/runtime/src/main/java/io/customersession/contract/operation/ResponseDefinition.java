package io.customersession.contract.operation;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document declares for a response: its statuses, its body and its headers. Immutable. */
public final class ResponseDefinition {
  /** The key of the response with all statuses that no other response has. */
  public static final String DEFAULT = "default";

  private static final int CLASS = 100;

  private final String key;
  private final @Nullable BodyDefinition body;
  private final List<ResponseHeader> headers;

  private ResponseDefinition(
      String key, @Nullable BodyDefinition body, List<ResponseHeader> headers) {
    this.key = key;
    this.body = body;
    this.headers = headers;
  }

  /**
   * Returns a response without a body.
   *
   * @param key the status, a range such as {@code 2XX}, or {@link #DEFAULT}
   */
  public static ResponseDefinition of(String key) {
    return new ResponseDefinition(key, null, Collections.emptyList());
  }

  /** Returns this response with a body. */
  public ResponseDefinition body(BodyDefinition definition) {
    return new ResponseDefinition(key, definition, headers);
  }

  /** Returns this response with a header. */
  public ResponseDefinition header(ResponseHeader header) {
    List<ResponseHeader> more = new ArrayList<>(headers);
    more.add(header);
    return new ResponseDefinition(key, body, Collections.unmodifiableList(more));
  }

  ResponseDefinition under(String operation) {
    String location = operation + "/responses/" + JsonPointer.escape(key);
    List<ResponseHeader> placed = new ArrayList<>();
    headers.forEach(header -> placed.add(header.under(location)));
    return new ResponseDefinition(
        key, body == null ? null : body.under(location), Collections.unmodifiableList(placed));
  }

  /** Returns the status, a range such as {@code 2XX}, or {@link #DEFAULT}. */
  public String key() {
    return key;
  }

  /** Returns the body, or null if there is none. */
  public @Nullable BodyDefinition body() {
    return body;
  }

  /** Returns the declared headers. */
  public List<ResponseHeader> headers() {
    return headers;
  }

  /** Returns a declared header, ignoring the case of its name, or null. */
  public @Nullable ResponseHeader header(String name) {
    for (ResponseHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header;
      }
    }
    return null;
  }

  /**
   * Returns the response for a status: of this very status, else of its range, else the default.
   */
  static @Nullable ResponseDefinition find(Iterable<ResponseDefinition> responses, int status) {
    ResponseDefinition found = null;
    for (String key : List.of(String.valueOf(status), status / CLASS + "XX", DEFAULT)) {
      for (ResponseDefinition response : responses) {
        if (found == null && response.key.equalsIgnoreCase(key)) {
          found = response;
        }
      }
    }
    return found;
  }
}
