package io.customersession.contract.stub.host;

/** A host at work. */
public interface HttpListener extends AutoCloseable {
  /** Returns the TCP port it listens on. */
  int port();

  /** Returns whether it accepts requests: not after it was closed, or if its server has failed. */
  boolean isListening();

  /** ResponseAssembler what is in flight, refuses what comes after, and lets go of the port. */
  @Override
  void close();
}
