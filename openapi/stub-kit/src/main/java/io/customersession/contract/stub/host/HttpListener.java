package io.customersession.contract.stub.host;

/** A running host. */
public interface HttpListener extends AutoCloseable {
  /** Returns the TCP port it listens on. */
  int port();

  /**
   * Returns the URL that it serves, without a slash at the end.
   *
   * @param host the name or address that it listens on
   */
  default String url(String host) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** Returns true if it accepts requests: until it is closed, or its server has failed. */
  boolean isListening();

  /** Completes the requests in flight, refuses later ones, and releases the port. */
  @Override
  void close();
}
