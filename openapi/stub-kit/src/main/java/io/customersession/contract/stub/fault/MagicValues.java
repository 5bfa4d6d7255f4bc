package io.customersession.contract.stub.fault;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.Weight;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values in a request that inject a fault, like the card numbers of the test mode of a payment
 * service. Any text in the path, the query or the body that ends with {@code stub-fault-} and the
 * name of a fault is one, ignoring case.
 */
final class MagicValues {
  static final String START = "stub-fault-";

  private static final int MAX_COUNTED = 10_000;
  private static final int COUNTED = 100;
  private static final int MAX_KEPT_LENGTH = 200;
  private static final Pattern FAULT =
      Pattern.compile(
          "(?:delay-(?<delay>\\d+m?s)(?:-(?<spread>\\d+m?s))?"
              + "|status-(?<status>\\d+)(?:-retry-after-(?<after>\\d+))?"
              + "|(?<name>conflict|drop-after|drop|truncate|malformed))"
              + "(?:-times-(?<times>[1-9]\\d{0,5}))?");

  private final MemoryBudget.Account memory;

  /** The occurrences of each value with a number of times; the least recently used are removed. */
  private final Map<String, Integer> met =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          boolean tooMany = size() > MAX_COUNTED;
          if (tooMany) {
            memory.change(-weight(eldest.getKey()));
          }
          return tooMany;
        }
      };

  MagicValues(MemoryBudget.Account memory) {
    this.memory = memory;
  }

  /** A value and its fault, with the maximum number of injections or null. */
  record Found(String value, Fault fault, @Nullable Integer times) {}

  /**
   * Returns the values in a request, those in the path first.
   *
   * @throws IllegalArgumentException if one of them does not name a fault
   */
  static List<Found> in(FaultCall call) {
    List<Found> found = new ArrayList<>(0);
    find(call.path(), found);
    if (call.query() != null) {
      find(call.query(), found);
    }
    if (startsSomewhere(call.body())) {
      find(new String(call.body(), StandardCharsets.UTF_8), found);
    }
    return found;
  }

  /** Returns true if a value still injects its fault, and counts its occurrence. */
  boolean isDue(Found value) {
    if (value.times() == null) {
      return true;
    }
    if (!met.containsKey(value.value())) {
      memory.change(weight(value.value()));
    }
    return met.merge(value.value(), 1, Integer::sum) <= value.times();
  }

  void forget() {
    met.keySet().forEach(value -> memory.change(-weight(value)));
    met.clear();
  }

  private static long weight(String value) {
    return COUNTED + Weight.of(value);
  }

  /** Shortens a value for counts and records, because it may be as long as a body. */
  private static String shortened(String value) {
    return value.length() <= MAX_KEPT_LENGTH
        ? value
        : "..."
            + Integer.toHexString(value.hashCode())
            + "..."
            + value.substring(value.length() - MAX_KEPT_LENGTH);
  }

  private static void find(String text, List<Found> found) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int at = lower.indexOf(START); at >= 0; at = lower.indexOf(START, at + 1)) {
      int from = at;
      while (from > 0 && !isBound(lower.charAt(from - 1))) {
        from--;
      }
      int to = at + START.length();
      while (to < lower.length() && !isBound(lower.charAt(to))) {
        to++;
      }
      found.add(read(lower.substring(from, to), lower.substring(at + START.length(), to)));
      at = to;
    }
  }

  private static boolean isBound(char c) {
    return c == '"' || c == '/' || c == '?' || c == '&' || c == '=';
  }

  private static Found read(String value, String name) {
    Matcher fault = FAULT.matcher(name);
    if (!fault.matches()) {
      throw new IllegalArgumentException(
          "The value \""
              + shortened(value)
              + "\" does not name a fault; after "
              + START
              + " it must have delay-200ms, delay-200ms-50ms, status-503,"
              + " status-503-retry-after-2, conflict, drop, drop-after, truncate or malformed,"
              + " then -times-2 or nothing");
    }
    try {
      return new Found(shortened(value), Fault.parse(text(fault)), times(fault.group("times")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The value \"" + shortened(value) + "\": " + e.getMessage(), e);
    }
  }

  private static String text(Matcher fault) {
    if (fault.group("delay") != null) {
      String spread = fault.group("spread");
      return "delay=" + fault.group("delay") + (spread == null ? "" : FaultText.SPREAD + spread);
    }
    if (fault.group("status") != null) {
      String after = fault.group("after");
      return "status="
          + fault.group("status")
          + (after == null ? "" : FaultText.RETRY_AFTER + after);
    }
    return fault.group("name");
  }

  private static @Nullable Integer times(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }

  /** Searches the bytes, so that a body without such a value is not decoded. */
  private static boolean startsSomewhere(byte[] body) {
    for (int i = 4; i + 6 < body.length; i++) {
      if (body[i] == '-' && isStart(body, i - 4)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStart(byte[] body, int from) {
    for (int i = 0; i < START.length(); i++) {
      int c = body[from + i];
      if (START.charAt(i) != (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)) {
        return false;
      }
    }
    return true;
  }
}
