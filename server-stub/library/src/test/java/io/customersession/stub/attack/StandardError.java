package io.customersession.stub.attack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is written to standard error, and what is logged at info or above. */
final class StandardError implements AutoCloseable {
  private final PrintStream original = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream replacement = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          if (message.getLevel().intValue() >= Level.INFO.intValue()) {
            // A logger that is older than this has a stream of its own.
            replacement.println(message.getLoggerName() + ": " + message.getMessage());
          }
        }

        @Override
        public void flush() {
          replacement.flush();
        }

        @Override
        public void close() {
          replacement.flush();
        }
      };

  StandardError() {
    System.setErr(replacement);
    Logger.getLogger("").addHandler(handler);
  }

  String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(handler);
    System.setErr(original);
  }
}
