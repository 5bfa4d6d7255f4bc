package io.customersession.contract.stub.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the host received it. Nothing is decoded. */
public interface StubRequest {
  /** Returns the HTTP method. */
  String method();

  /**
   * Returns the path as sent, percent-encoded: everything in the request target before the query,
   * whatever its form.
   */
  String rawPath();

  /** Returns the query as sent, percent-encoded, or null if there is none. */
  @Nullable String rawQuery();

  /** Returns the values of a header, ignoring the case of its name; empty if it was not sent. */
  List<String> header(String name);

  /** Returns all headers as sent. */
  Map<String, List<String>> headers();

  /**
   * Returns the body, which can be read once.
   *
   * @throws IOException if the connection fails
   */
  InputStream body() throws IOException;
}
