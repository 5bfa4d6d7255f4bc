package io.customersession.stub.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stub, or another program on the class path of the tests, in a process of its own. */
final class StubProcess implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final BufferedReader out;
  private final StringBuffer err = new StringBuffer();
  private final Thread errReader;

  private StubProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.errReader =
        new Thread(
            () -> process.errorReader().lines().forEach(line -> err.append(line).append('\n')));
    errReader.start();
  }

  /** Starts the command line with options of the JVM. */
  static StubProcess serve(List<String> jvmOptions, String... args) throws IOException {
    return start(List.of(), jvmOptions, Main.class, args);
  }

  /** Starts a program, behind a prefix such as that of a shell that sets limits. */
  static StubProcess start(
      List<String> prefix, List<String> jvmOptions, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new StubProcess(new ProcessBuilder(command).start());
  }

  /** Waits until the stub listens, and returns its base URL. */
  URI url() throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      throw new IOException("not listening: " + line + " " + err);
    }
    return URI.create(line.substring(LISTENING.length()));
  }

  String readLine() throws IOException {
    return out.readLine();
  }

  void writeLine(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end of the process and returns its exit code, or -1 if it does not end. */
  int exitCode(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      return -1;
    }
    errReader.join(TimeUnit.SECONDS.toMillis(10));
    return process.exitValue();
  }

  /** Returns what has been written to standard error so far. */
  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
