package io.customersession.stub.http;

import io.customersession.contract.stub.control.ControlHeaders;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.session.Behaviour;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The control header that sets the behavior of the stub where the contract leaves a choice. */
final class BehaviourHeader {
  static final String NAME = "X-Stub-Behaviour";

  private BehaviourHeader() {}

  /**
   * Returns the behavior for a request: {@code strict=true, repeated-move=accept}.
   *
   * @param otherwise the behavior where the header does not set it
   * @throws HttpError if a setting or its value is not known (400)
   */
  static Behaviour read(ControlHeaders headers, Behaviour otherwise) {
    String text = headers.value(NAME);
    if (text == null) {
      return otherwise;
    }
    Behaviour behaviour = otherwise;
    for (String choice : text.split(",", -1)) {
      String name = name(choice);
      int equals = choice.indexOf('=');
      String value = equals < 0 ? "" : choice.substring(equals + 1).strip();
      Setting<?> setting =
          Behaviour.settings().stream()
              .filter(each -> each.key().equals(name))
              .findFirst()
              .orElseThrow(() -> HttpError.of(400, NAME + " must be a list of " + names()));
      try {
        behaviour = behaviour.with(setting, NAME + ": " + name, value);
      } catch (IllegalArgumentException e) {
        throw HttpError.of(400, String.valueOf(e.getMessage()));
      }
    }
    return behaviour;
  }

  /** Returns true if the request itself sets the version of its response. */
  static boolean setsResponseVersion(ControlHeaders headers) {
    String text = headers.value(NAME);
    return text != null
        && Arrays.stream(text.split(",", -1))
            .anyMatch(choice -> name(choice).equals(Behaviour.RESPONSE_VERSION.key()));
  }

  private static String name(String choice) {
    int equals = choice.indexOf('=');
    return (equals < 0 ? choice : choice.substring(0, equals)).strip();
  }

  private static String names() {
    return Behaviour.settings().stream()
        .map(setting -> setting.key() + "=" + setting.type().label())
        .collect(Collectors.joining(", "));
  }
}
