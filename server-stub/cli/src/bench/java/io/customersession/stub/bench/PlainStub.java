package io.customersession.stub.bench;

import io.customersession.stub.CustomerSessionStub;

/** The stub with nothing to remember of exchanges. */
final class PlainStub {
  private PlainStub() {}

  public static void main(String[] args) {
    CustomerSessionStub stub =
        CustomerSessionStub.builder()
            .port(Integer.parseInt(args[0]))
            .maxExchanges(0)
            .maxViolations(0)
            .start();
    System.out.println("listening on " + stub.url());
  }
}
