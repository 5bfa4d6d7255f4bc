package io.customersession.contract.stub.fault;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on purpose. Every fault has a text, which {@link #parse} reads and
 * {@link Object#toString} writes:
 *
 * <table>
 * <caption>Faults and their texts</caption>
 * <tr><td>{@code delay=200ms}</td><td>the response comes 200 milliseconds late</td></tr>
 * <tr><td>{@code delay=2s+-500ms}</td><td>the response comes 1.5 to 2.5 seconds late</td></tr>
 * <tr><td>{@code status=503}</td><td>the call is not carried out, but gets a 503 response</td></tr>
 * <tr><td>{@code status=429;retry-after=2}</td><td>likewise, with a Retry-After header</td></tr>
 * <tr><td>{@code conflict}</td><td>the call is not carried out, but gets the 409 response of a parallel update</td></tr>
 * <tr><td>{@code drop}</td><td>the connection is cut before the call is carried out</td></tr>
 * <tr><td>{@code drop-after}</td><td>the connection is cut after the call was carried out</td></tr>
 * <tr><td>{@code truncate}</td><td>the connection is cut in the middle of the response's body</td></tr>
 * <tr><td>{@code malformed}</td><td>the response's body is no JSON</td></tr>
 * </table>
 */
public sealed interface Fault {
  /** Makes every response late by the same time, of 10 minutes at most. */
  static Fault delay(Duration time) {
    return new Delay(time, Duration.ZERO);
  }

  /**
   * Makes responses late by a time that varies.
   *
   * @param time how long in the mean
   * @param spread how much longer or shorter it may be; every time in between is as likely
   */
  static Fault delay(Duration time, Duration spread) {
    return new Delay(time, spread);
  }

  /** ResponseAssembler with a status, 400 to 599, instead of carrying the call out. */
  static Fault status(int code) {
    return new Status(code, null);
  }

  /**
   * ResponseAssembler with 429 or 503 and a Retry-After header instead of carrying the call out.
   *
   * @param retryAfter in whole seconds
   */
  static Fault status(int code, Duration retryAfter) {
    return new Status(code, retryAfter);
  }

  /** ResponseAssembler with the 409 of a parallel update instead of carrying the call out. */
  static Fault conflict() {
    return new Conflict();
  }

  /** Cuts the connection before the call is carried out. */
  static Fault drop() {
    return new Drop();
  }

  /** Cuts the connection after the call was carried out: its response is lost. */
  static Fault dropAfter() {
    return new DropAfter();
  }

  /** Cuts the connection in the middle of the response's body. */
  static Fault truncate() {
    return new Truncate();
  }

  /** Sends a body that is no JSON. */
  static Fault malformed() {
    return new Malformed();
  }

  /**
   * Reads the text of a fault.
   *
   * @throws IllegalArgumentException if it is none; the message is a sentence that says what would
   *     be
   */
  static Fault parse(String text) {
    return FaultText.parse(text);
  }

  /**
   * Reads a list of faults with commas between: one delay and one other fault at most, or {@code
   * none}.
   *
   * @throws IllegalArgumentException if it is no such list
   */
  static List<Fault> parseAll(String text) {
    return FaultText.parseAll(text);
  }

  /**
   * A response that comes late. The call itself is carried out at once.
   *
   * @param time how long in the mean, up to 10 minutes
   * @param spread how much longer or shorter it may be, up to {@code time}
   */
  record Delay(Duration time, Duration spread) implements Fault {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Makes a delay. */
    public Delay {
      if (time.isNegative() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a delay must be 0 to 10 minutes, not " + time);
      }
      if (spread.isNegative() || spread.compareTo(time) > 0) {
        throw new IllegalArgumentException(
            "the spread of a delay must not be larger than the delay");
      }
    }

    /** Returns how late one response comes. */
    Duration draw(RandomGenerator random) {
      long most = spread.toMillis();
      return most == 0 ? time : time.plusMillis(random.nextLong(-most, most + 1));
    }

    @Override
    public String toString() {
      return "delay="
          + FaultText.of(time)
          + (spread.isZero() ? "" : FaultText.SPREAD + FaultText.of(spread));
    }
  }

  /**
   * A response with a status instead of the call.
   *
   * @param code 400 to 599
   * @param retryAfter the value of a Retry-After header, in whole seconds, or null for none
   */
  record Status(int code, @Nullable Duration retryAfter) implements Fault {
    /** Makes a response. */
    public Status {
      if (code < 400 || code > 599) {
        throw new IllegalArgumentException("the status of a fault must be 400 to 599, not " + code);
      }
      if (retryAfter != null && code != 429 && code != 503) {
        throw new IllegalArgumentException("only 429 and 503 can have a retry-after, not " + code);
      }
      if (retryAfter != null && (retryAfter.isNegative() || retryAfter.toSeconds() > 86_400)) {
        throw new IllegalArgumentException("a retry-after must be 0 to 86400 seconds");
      }
    }

    @Override
    public String toString() {
      return "status="
          + code
          + (retryAfter == null ? "" : FaultText.RETRY_AFTER + retryAfter.toSeconds());
    }
  }

  /** The response 409, as if another update of the resource were under way. */
  record Conflict() implements Fault {
    @Override
    public String toString() {
      return "conflict";
    }
  }

  /** A connection cut before the call is carried out. */
  record Drop() implements Fault {
    @Override
    public String toString() {
      return "drop";
    }
  }

  /** A connection cut after the call was carried out. */
  record DropAfter() implements Fault {
    @Override
    public String toString() {
      return "drop-after";
    }
  }

  /** A connection cut in the middle of the response's body. */
  record Truncate() implements Fault {
    @Override
    public String toString() {
      return "truncate";
    }
  }

  /** A whole response whose body is no JSON. */
  record Malformed() implements Fault {
    @Override
    public String toString() {
      return "malformed";
    }
  }

  /** Returns whether all of these can happen to one call: one delay and one other at most. */
  static boolean fitTogether(List<Fault> faults) {
    Objects.requireNonNull(faults, "faults");
    long delays = faults.stream().filter(Delay.class::isInstance).count();
    return delays <= 1 && faults.size() - delays <= 1;
  }
}
