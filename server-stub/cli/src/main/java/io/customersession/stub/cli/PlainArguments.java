package io.customersession.stub.cli;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a plain {@code serve}, read without a library so that the stub starts at once.
 *
 * @param host the address to listen on
 * @param port the TCP port
 */
record PlainArguments(String host, int port) {
  static final String DEFAULT_HOST = "127.0.0.1";
  static final int DEFAULT_PORT = 8080;

  /** Returns null if there is anything in the arguments that is not plain, or wrong. */
  static @Nullable PlainArguments parse(String[] args) {
    String host = DEFAULT_HOST;
    int port = DEFAULT_PORT;
    int i = args.length > 0 && args[0].equals("serve") ? 1 : 0;
    for (; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--host" -> host = args[i + 1];
        case "--port" -> {
          if (!args[i + 1].matches("[0-9]{1,5}") || Integer.parseInt(args[i + 1]) > 65_535) {
            return null;
          }
          port = Integer.parseInt(args[i + 1]);
        }
        default -> {
          return null;
        }
      }
    }
    return i == args.length && !host.startsWith("-") ? new PlainArguments(host, port) : null;
  }
}
