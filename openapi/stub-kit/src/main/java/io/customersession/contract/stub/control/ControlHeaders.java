package io.customersession.contract.stub.control;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.world.StubWorld;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one request that control the stub. Their names start with {@code X-Stub-}, which
 * no real API reads. Immutable.
 */
public final class ControlHeaders {
  /** The beginning of the names, in lower case. */
  public static final String PREFIX = "x-stub-";

  /** The time of the request. */
  public static final String TIME = "X-Stub-Time";

  /** The faults of the request. */
  public static final String FAULT = "X-Stub-Fault";

  /** The severities of rules in this request. */
  public static final String SEVERITY = "X-Stub-Severity";

  /** The violations that are expected in this request. */
  public static final String EXPECTED = "X-Stub-Expected-Violations";

  /** Every rule of the contract with its severity takes half of it. */
  private static final int MAX_LENGTH = 2_000;

  private static final int MAX_NAME_LENGTH = 100;
  private static final ControlHeaders NONE = new ControlHeaders(Map.of());

  private final Map<String, String> values;

  private ControlHeaders(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the control headers.
   *
   * @param known the names of all control headers of the stub
   * @throws HttpError if there is one that is not known, given twice, or too long (400)
   */
  public static ControlHeaders of(StubRequest request, List<String> known) {
    Map<String, String> values = null;
    for (Map.Entry<String, List<String>> sent : request.headers().entrySet()) {
      String name = sent.getKey();
      if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        continue;
      }
      String header =
          known.stream()
              .filter(name::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () ->
                      HttpError.of(
                          400,
                          "The stub does not know the header "
                              + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH))
                              + "; it knows "
                              + String.join(", ", known)));
      if (sent.getValue().size() != 1) {
        throw HttpError.of(400, header + " must be given once at most");
      }
      if (sent.getValue().get(0).length() > MAX_LENGTH) {
        throw HttpError.of(400, header + " must have at most " + MAX_LENGTH + " characters");
      }
      values = values == null ? new HashMap<>() : values;
      values.put(header, sent.getValue().get(0).strip());
    }
    return values == null ? NONE : new ControlHeaders(values);
  }

  /** Returns the value of a control header, or null if it was not sent. */
  public @Nullable String value(String name) {
    return values.get(name);
  }

  /** Returns the name of the world of the request, or null if it names none. */
  public @Nullable String world() {
    return values.get(StubWorld.HEADER);
  }

  /**
   * Returns the time of the request, or null if it names none.
   *
   * @throws HttpError if it is not a date-time, or out of range (400)
   */
  public @Nullable OffsetDateTime time() {
    String text = values.get(TIME);
    if (text == null) {
      return null;
    }
    OffsetDateTime time;
    try {
      time = OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw HttpError.of(400, TIME + " must be a date-time with an offset, as of RFC 3339");
    }
    if (!Moment.isInRange(time)) {
      throw HttpError.of(400, TIME + " " + Moment.OUT_OF_RANGE);
    }
    return Moment.of(time);
  }

  /**
   * Returns the faults that the request asks for, or null if it has no such header.
   *
   * @throws HttpError if it is not a list of faults (400)
   */
  public @Nullable List<Fault> faults() {
    String text = values.get(FAULT);
    try {
      return text == null ? null : Fault.parseAll(text);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, FAULT + ": " + e.getMessage());
    }
  }

  /**
   * Returns the severities of the rules for this request.
   *
   * @param otherwise the severities of the rules that the request does not name
   * @throws HttpError if a rule or severity is not known (400)
   */
  public Severities severities(Severities otherwise) {
    String text = values.get(SEVERITY);
    try {
      return text == null ? otherwise : otherwise.with(text);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, SEVERITY + ": " + e.getMessage());
    }
  }

  /**
   * Returns the violations that are expected in this request: <code>unknown-property
   * /customerSession/cartItems/&#42;/masterId, unknown-parameter runRuleEngine</code>.
   *
   * @param otherwise the expected violations besides those that the request names
   * @throws HttpError if a rule is not known, or a location is not a pattern (400)
   */
  public List<ExpectedViolation> expected(List<ExpectedViolation> otherwise) {
    String text = values.get(EXPECTED);
    if (text == null) {
      return otherwise;
    }
    try {
      return Stream.concat(
              Arrays.stream(text.split(",", -1)).map(ExpectedViolation::parse), otherwise.stream())
          .distinct()
          .toList();
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, EXPECTED + ": " + e.getMessage());
    }
  }
}
