package io.customersession.stub;

import java.util.List;

/** Values at the edges of what schemas allow. */
final class OddValues {
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "TEN",
          "FEW",
          "FRIEND",
          "jane",
          "bob",
          "open",
          "closed",
          "cancelled",
          "partially_returned",
          "ä€😀",
          "\u0000",
          "\u202e",
          "../..",
          "'; --",
          "NaN",
          "null",
          "x".repeat(101),
          "y".repeat(1001),
          "2026-01-01T00:00:00",
          "\ud800");

  static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "3",
          "1.5",
          "-0",
          "1e2",
          "1E400",
          "1e-400",
          "1e401",
          "1e999999999",
          "2147483647",
          "2147483648",
          "9223372036854775808",
          "0.000000001",
          "9".repeat(399),
          "9".repeat(401),
          "10001");

  static final List<String> NO_NUMBERS =
      List.of("NaN", "Infinity", "01", "+1", "0x10", ".5", "1.", "--1");

  private OddValues() {}
}
