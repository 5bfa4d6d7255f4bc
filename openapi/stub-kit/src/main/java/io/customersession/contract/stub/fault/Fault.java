package io.customersession.contract.stub.fault;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is injected into a request. Every fault has a text, which {@link #parse} reads and
 * {@link Object#toString} writes:
 *
 * <table>
 * <caption>Faults and their texts</caption>
 * <tr><td>{@code delay=200ms}</td><td>the response is delayed by 200 milliseconds</td></tr>
 * <tr><td>{@code delay=2s+-500ms}</td><td>the response is delayed by 1.5 to 2.5 seconds</td></tr>
 * <tr><td>{@code status=503}</td><td>the request is not handled; the response has status 503</td></tr>
 * <tr><td>{@code status=429;retry-after=2}</td><td>the same, with a Retry-After header</td></tr>
 * <tr><td>{@code conflict}</td><td>the request is not handled; the response is the 409 of a parallel update</td></tr>
 * <tr><td>{@code drop}</td><td>the connection is closed before the request is handled</td></tr>
 * <tr><td>{@code drop-after}</td><td>the connection is closed after the request was handled</td></tr>
 * <tr><td>{@code truncate}</td><td>the connection is closed in the middle of the response body</td></tr>
 * <tr><td>{@code malformed}</td><td>the response body is not JSON</td></tr>
 * </table>
 */
public sealed interface Fault {
  /** Delays every response by the same time, up to 10 minutes. */
  static Fault delay(Duration time) {
    return new Delay(time, Duration.ZERO);
  }

  /**
   * Delays responses by varying times.
   *
   * @param time the mean delay
   * @param spread the maximum deviation from it; all delays in between are equally likely
   */
  static Fault delay(Duration time, Duration spread) {
    return new Delay(time, spread);
  }

  /** Responds with a status, 400 to 599, instead of handling the request. */
  static Fault status(int code) {
    return new Status(code, null);
  }

  /**
   * Responds with 429 or 503 and a Retry-After header instead of handling the request.
   *
   * @param retryAfter in whole seconds
   */
  static Fault status(int code, Duration retryAfter) {
    return new Status(code, retryAfter);
  }

  /** Responds with the 409 of a parallel update instead of handling the request. */
  static Fault conflict() {
    return new Conflict();
  }

  /** Closes the connection before the request is handled. */
  static Fault drop() {
    return new Drop();
  }

  /** Closes the connection after the request was handled: the response is lost. */
  static Fault dropAfter() {
    return new DropAfter();
  }

  /** Closes the connection in the middle of the response body. */
  static Fault truncate() {
    return new Truncate();
  }

  /** Sends a body that is not JSON. */
  static Fault malformed() {
    return new Malformed();
  }

  /**
   * Reads the text of a fault.
   *
   * @throws IllegalArgumentException if it is not a fault; the message has examples of faults
   */
  static Fault parse(String text) {
    return FaultText.parse(text);
  }

  /**
   * Reads a list of faults, separated by commas: at most one delay and one other fault, or {@code
   * none}.
   *
   * @throws IllegalArgumentException if it is not such a list
   */
  static List<Fault> parseAll(String text) {
    return FaultText.parseAll(text);
  }

  /**
   * A delayed response. The request itself is handled at once.
   *
   * @param time the mean delay, up to 10 minutes
   * @param spread the maximum deviation from it, up to {@code time}
   */
  record Delay(Duration time, Duration spread) implements Fault {
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);

    /** Creates a delay. */
    public Delay {
      if (time.isNegative() || time.compareTo(MAX_DELAY) > 0) {
        throw new IllegalArgumentException("a delay must be 0 to 10 minutes, not " + time);
      }
      if (spread.isNegative() || spread.compareTo(time) > 0) {
        throw new IllegalArgumentException("the spread of a delay must be at most the delay");
      }
    }

    /** Returns the delay of one response. */
    Duration draw(RandomGenerator random) {
      long max = spread.toMillis();
      return max == 0 ? time : time.plusMillis(random.nextLong(-max, max + 1));
    }

    @Override
    public String toString() {
      return "delay="
          + FaultText.of(time)
          + (spread.isZero() ? "" : FaultText.SPREAD + FaultText.of(spread));
    }
  }

  /**
   * A response with a status instead of the handling of the request.
   *
   * @param code 400 to 599
   * @param retryAfter the value of a Retry-After header, in whole seconds, or null for none
   */
  record Status(int code, @Nullable Duration retryAfter) implements Fault {
    /** Creates a response. */
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

  /** A 409 response, as if another update of the resource were in progress. */
  record Conflict() implements Fault {
    @Override
    public String toString() {
      return "conflict";
    }
  }

  /** A connection closed before the request is handled. */
  record Drop() implements Fault {
    @Override
    public String toString() {
      return "drop";
    }
  }

  /** A connection closed after the request was handled. */
  record DropAfter() implements Fault {
    @Override
    public String toString() {
      return "drop-after";
    }
  }

  /** A connection closed in the middle of the response body. */
  record Truncate() implements Fault {
    @Override
    public String toString() {
      return "truncate";
    }
  }

  /** A complete response whose body is not JSON. */
  record Malformed() implements Fault {
    @Override
    public String toString() {
      return "malformed";
    }
  }

  /**
   * Returns true if all of these can be injected into one request: at most one delay and one other
   * fault.
   */
  static boolean fitTogether(List<Fault> faults) {
    Objects.requireNonNull(faults, "faults");
    long delays = faults.stream().filter(Delay.class::isInstance).count();
    return delays <= 1 && faults.size() - delays <= 1;
  }
}
