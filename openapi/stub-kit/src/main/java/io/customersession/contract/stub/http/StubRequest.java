package io.customersession.contract.stub.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a host received it, with nothing decoded. */
public interface StubRequest {
  /** Returns the HTTP method. */
  String method();

  /**
   * Returns the path as sent, percent-encoded: all of the request target before the query, whatever
   * its form.
   */
  String rawPath();

  /** Returns the query as sent, percent-encoded, or null if there is none. */
  @Nullable String rawQuery();

  /** Returns the values of a header, whatever the case of its name; none if it was not sent. */
  List<String> header(String name);

  /** Returns all headers as sent. */
  Map<String, List<String>> headers();

  /** Returns the body; it is read once at most. */
  InputStream body() throws IOException;
}
