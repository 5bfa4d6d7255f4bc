package io.customersession.stub.http;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.stub.fault.Fault;
import io.customersession.stub.journal.ExpectedViolation;
import io.customersession.stub.journal.Severities;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.time.Moment;
import io.customersession.stub.world.World;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of one request tell the stub beside the contract: their names start with {@code
 * X-Stub-}, which no real API looks at.
 */
final class Controls {
  static final String PREFIX = "x-stub-";
  static final String TIME = "X-Stub-Time";
  static final String BEHAVIOUR = "X-Stub-Behaviour";

  static final String FAULT = "X-Stub-Fault";
  static final String SEVERITY = "X-Stub-Severity";
  static final String EXPECTED = "X-Stub-Expected-Violations";

  private static final String RESPONSE_VERSION = "response-version";

  private static final List<String> KNOWN =
      List.of(World.HEADER, TIME, BEHAVIOUR, FAULT, SEVERITY, EXPECTED);

  /** Every rule of the contract with its severity takes half of it. */
  private static final int MAX_LENGTH = 2_000;

  private static final int MAX_NAME_LENGTH = 100;
  private static final Controls NONE = new Controls(Map.of());

  private final Map<String, String> values;

  private Controls(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the control headers.
   *
   * @throws HttpError if there is one that is not known, given twice, or too long (400)
   */
  static Controls of(StubRequest request) {
    Map<String, String> values = null;
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        continue;
      }
      String known =
          KNOWN.stream()
              .filter(name::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () ->
                      HttpError.of(
                          400,
                          "The stub knows no header "
                              + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH))
                              + "; it knows "
                              + String.join(", ", KNOWN)));
      if (header.getValue().size() != 1) {
        throw HttpError.of(400, known + " must be given once at most");
      }
      if (header.getValue().get(0).length() > MAX_LENGTH) {
        throw HttpError.of(400, known + " must have at most " + MAX_LENGTH + " characters");
      }
      values = values == null ? new java.util.HashMap<>() : values;
      values.put(known, header.getValue().get(0).strip());
    }
    return values == null ? NONE : new Controls(values);
  }

  /** Returns the name of the world that the call is for, or null if it names none. */
  @Nullable String world() {
    return values.get(World.HEADER);
  }

  /**
   * Returns the time of the call, or null if it names none.
   *
   * @throws HttpError if it is not a date-time, or out of range (400)
   */
  @Nullable OffsetDateTime time() {
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
   * Returns how the stub behaves in this call: {@code strict=true, repeated-move=accept}.
   *
   * @param otherwise how it behaves where the call does not say
   * @throws HttpError if a choice or its name is not known (400)
   */
  Behaviour behaviour(Behaviour otherwise) {
    String text = values.get(BEHAVIOUR);
    if (text == null) {
      return otherwise;
    }
    Behaviour behaviour = otherwise;
    for (String choice : text.split(",", -1)) {
      int equals = choice.indexOf('=');
      String name = equals < 0 ? choice.strip() : choice.substring(0, equals).strip();
      String value = equals < 0 ? "" : choice.substring(equals + 1).strip();
      behaviour =
          switch (name) {
            case "strict" -> behaviour.withStrict(one(name, value, List.of(true, false)));
            case "repeated-move" ->
                behaviour.withRepeatedMove(one(name, value, Arrays.asList(RepeatedMove.values())));
            case "parallel-updates" ->
                behaviour.withParallelUpdates(
                    one(name, value, Arrays.asList(ParallelUpdates.values())));
            case RESPONSE_VERSION -> behaviour.withResponseVersion(responseVersion(value));
            default ->
                throw HttpError.of(
                    400,
                    BEHAVIOUR
                        + " must be a list of strict, repeated-move, parallel-updates or"
                        + " response-version, each with = and its value");
          };
    }
    return behaviour;
  }

  /** Returns whether the call itself sets the version of its response. */
  boolean setsResponseVersion() {
    String text = values.get(BEHAVIOUR);
    return text != null
        && Arrays.stream(text.split(",", -1))
            .anyMatch(choice -> choice.strip().startsWith(RESPONSE_VERSION));
  }

  /**
   * Returns the faults that the call asks for, or null if it says nothing of any.
   *
   * @throws HttpError if it is no list of faults (400)
   */
  @Nullable List<Fault> faults() {
    String text = values.get(FAULT);
    try {
      return text == null ? null : Fault.parseAll(text);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, FAULT + ": " + e.getMessage());
    }
  }

  /**
   * Returns how much each rule matters in this call.
   *
   * @param otherwise how much it matters where the call does not say
   * @throws HttpError if a rule or severity is not known (400)
   */
  Severities severities(Severities otherwise) {
    String text = values.get(SEVERITY);
    try {
      return text == null ? otherwise : otherwise.with(text);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, SEVERITY + ": " + e.getMessage());
    }
  }

  /**
   * Returns which violations are expected in this call: {@code unknown-property
   * /customerSession/cartItems/&#42;/masterId, unknown-parameter runRuleEngine}.
   *
   * @param otherwise which are expected besides those that the call names
   * @throws HttpError if a rule is not known, or a location is not a pattern (400)
   */
  List<ExpectedViolation> expected(List<ExpectedViolation> otherwise) {
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

  private static ResponseVersion responseVersion(String value) {
    try {
      return ResponseVersion.of(value);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, BEHAVIOUR + ": " + RESPONSE_VERSION + " " + e.getMessage());
    }
  }

  private static <T> T one(String name, String value, List<T> allowed) {
    return allowed.stream()
        .filter(choice -> word(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                HttpError.of(
                    400,
                    BEHAVIOUR
                        + ": "
                        + name
                        + " must be one of "
                        + allowed.stream().map(Controls::word).collect(Collectors.joining(", "))));
  }

  private static String word(Object choice) {
    return choice.toString().toLowerCase(Locale.ROOT);
  }
}
