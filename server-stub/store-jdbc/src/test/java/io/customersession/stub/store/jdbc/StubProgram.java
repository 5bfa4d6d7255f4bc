package io.customersession.stub.store.jdbc;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stub on a store in a process of its own, which can be killed. */
final class StubProgram {
  /** The code of a coupon that can be used once, and takes 1 off. */
  static final String ONCE = "ONCE";

  /** For a process that does not live long enough for optimized code. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private StubProgram() {}

  /** Serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    try (CustomerSessionStub stub = start(args[0], Duration.ofSeconds(10))) {
      System.out.println(stub.url());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until the parent ends.
      }
    }
  }

  /** Starts a stub with a coupon for each writer of a {@link Load}. */
  static CustomerSessionStub start(String location, Duration timeout) {
    List<Promotion.Builder> coupons = new ArrayList<>();
    for (int writer = 0; writer < Load.WRITERS; writer++) {
      coupons.add(Promotion.coupon(Load.coupon(writer)).amount("1"));
    }
    coupons.add(Promotion.coupon(ONCE).amount("1").limits(Limits.NONE.total(1)));
    return CustomerSessionStub.builder()
        .store(location)
        .storeTimeout(timeout)
        .fixtures(Fixtures.builder().coupons(coupons.toArray(Promotion.Builder[]::new)).build())
        .start();
  }

  /** Starts this program with options of the JVM. */
  static Process run(String location, String... jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(StubProgram.class.getName());
    command.add(location);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
