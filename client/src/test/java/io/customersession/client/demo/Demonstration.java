package io.customersession.client.demo;

import io.customersession.stub.CustomerSessionStub;

/** Starts a stub with a rule of its own and shows the life of one session on it. */
public final class Demonstration {
  private Demonstration() {}

  /** Prints the transcript; exits with 1 if anything goes otherwise than told. */
  public static void main(String[] args) {
    try (CustomerSessionStub stub = start()) {
      new SessionLife(stub.url().toString(), System.out).run();
    } catch (RuntimeException e) {
      System.err.println();
      System.err.println("NOT AS TOLD, " + (e instanceof SurpriseException ? e.getMessage() : e));
      System.exit(1);
    }
  }

  static CustomerSessionStub start() {
    return CustomerSessionStub.builder().transitionRule(new CouponNeedsIdentifier()).start();
  }
}
