package io.customersession.stub.bench;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of a partner's suite, on any server. Half of them pay an order, the others cancel one
 * that the test has seeded; each verifies what the shop has sent.
 */
abstract class SuiteOfTests {
  /** How many tests a class has. */
  static final String TESTS = "suite.tests";

  static IntStream orders() {
    return IntStream.range(0, Integer.getInteger(TESTS) / 2);
  }

  /** Returns the base URL for the current test. */
  abstract String url();

  /** Lets the server have a closed session. */
  abstract void seedPaidOrder(String order);

  /** Fails unless a session was updated once and then closed once. */
  abstract void verifyPayment(String order);

  /** Fails unless a session was canceled once, and not changed otherwise. */
  abstract void verifyCancellation(String order);

  @ParameterizedTest
  @MethodSource("orders")
  void order_paid_isClosedOnce(int number) throws Exception {
    String order = "order-" + number;
    Shop.pay(url(), order);

    verifyPayment(order);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void paidOrder_canceled_isCanceledOnce(int number) throws Exception {
    String order = "paid-" + number;
    seedPaidOrder(order);
    Shop.cancel(url(), order);

    verifyCancellation(order);
  }
}
