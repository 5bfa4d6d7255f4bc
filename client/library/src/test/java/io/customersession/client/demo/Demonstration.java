package io.customersession.client.demo;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.FixturesFile;

/**
 * Starts a stub with the example account and an additional rule, and shows the life of one session.
 */
public final class Demonstration {
  private Demonstration() {}

  /** Prints the transcript; fails if an outcome is unexpected. */
  public static void main(String[] args) {
    try (CustomerSessionStub stub = start()) {
      new SessionLife(stub.url(), System.out).run();
    }
  }

  static CustomerSessionStub start() {
    return CustomerSessionStub.builder()
        .fixtures(FixturesFile.example())
        .transitionRule(new CouponNeedsIdentifier())
        .start();
  }
}
