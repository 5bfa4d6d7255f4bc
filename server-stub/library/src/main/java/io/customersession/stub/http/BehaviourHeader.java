package io.customersession.stub.http;

import io.customersession.contract.stub.control.ControlHeaders;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The control header that chooses what the stub does where the contract leaves a choice. */
final class BehaviourHeader {
  static final String NAME = "X-Stub-Behaviour";

  private static final String RESPONSE_VERSION = "response-version";

  private BehaviourHeader() {}

  /**
   * Returns how the stub behaves in this call: {@code strict=true, repeated-move=accept}.
   *
   * @param otherwise how it behaves where the call does not say
   * @throws HttpError if a choice or its name is not known (400)
   */
  static Behaviour read(ControlHeaders headers, Behaviour otherwise) {
    String text = headers.value(NAME);
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
                    NAME
                        + " must be a list of strict, repeated-move, parallel-updates or"
                        + " response-version, each with = and its value");
          };
    }
    return behaviour;
  }

  /** Returns whether the call itself sets the version of its response. */
  static boolean setsResponseVersion(ControlHeaders headers) {
    String text = headers.value(NAME);
    return text != null
        && Arrays.stream(text.split(",", -1))
            .anyMatch(choice -> choice.strip().startsWith(RESPONSE_VERSION));
  }

  private static ResponseVersion responseVersion(String value) {
    try {
      return ResponseVersion.of(value);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(400, NAME + ": " + RESPONSE_VERSION + " " + e.getMessage());
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
                    NAME
                        + ": "
                        + name
                        + " must be one of "
                        + allowed.stream()
                            .map(BehaviourHeader::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(Object choice) {
    return choice.toString().toLowerCase(Locale.ROOT);
  }
}
