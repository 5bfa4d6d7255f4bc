package io.customersession.stub.account;

import java.util.List;

/**
 * A fixtures file that cannot be used. Its message names the file, and of every mistake the line,
 * the place, and the rule that it breaks.
 */
public final class InvalidFixturesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidFixturesException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
  }
}
