package io.customersession.client.demo;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.FixturesFile;

/**
 * Starts a stub with the example's account and a rule of its own and shows the life of one session
 * on it.
 */
public final class Demonstration {
  private Demonstration() {}

  /** Prints the transcript; fails if anything goes otherwise than told. */
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
