package io.customersession.contract.stub.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and writes the texts of faults, in headers and in requests to the control API. */
final class FaultText {
  static final String SPREAD = "+-";
  static final String RETRY_AFTER = ";retry-after=";
  static final String NONE = "none";
  static final String KNOWN =
      "delay=200ms, delay=200ms+-50ms, status=503, status=503;retry-after=2, conflict, drop,"
          + " drop-after, truncate or malformed";

  // A header reaches the stub as Latin-1, so a sign sent as UTF-8 arrives as two characters.
  private static final Pattern DELAY =
      Pattern.compile("delay=(\\d{1,6})(ms|s)(?:(?:\\+-|\u00c2?\u00b1)(\\d{1,6})(ms|s))?");
  private static final Pattern STATUS =
      Pattern.compile("status=(\\d{3})(?:;retry-after=(\\d{1,5}))?");

  private FaultText() {}

  static Fault parse(String text) {
    Matcher delay = DELAY.matcher(text);
    if (delay.matches()) {
      Duration spread =
          delay.group(3) == null ? Duration.ZERO : time(delay.group(3), delay.group(4));
      return Fault.delay(time(delay.group(1), delay.group(2)), spread);
    }
    Matcher status = STATUS.matcher(text);
    if (status.matches()) {
      int code = Integer.parseInt(status.group(1));
      return status.group(2) == null
          ? Fault.status(code)
          : Fault.status(code, Duration.ofSeconds(Long.parseLong(status.group(2))));
    }
    return switch (text) {
      case "conflict" -> Fault.conflict();
      case "drop" -> Fault.drop();
      case "drop-after" -> Fault.dropAfter();
      case "truncate" -> Fault.truncate();
      case "malformed" -> Fault.malformed();
      default ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is not a fault; use, for example, " + KNOWN);
    };
  }

  static List<Fault> parseAll(String text) {
    if (text.strip().equals(NONE)) {
      return List.of();
    }
    List<Fault> faults = new ArrayList<>(2);
    for (String part : text.split(",", -1)) {
      faults.add(parse(part.strip()));
    }
    if (!Fault.fitTogether(faults)) {
      throw new IllegalArgumentException("at most one delay and one other fault can be combined");
    }
    return List.copyOf(faults);
  }

  static String of(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 && millis > 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static Duration time(String digits, String unit) {
    long number = Long.parseLong(digits);
    return unit.equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }
}
