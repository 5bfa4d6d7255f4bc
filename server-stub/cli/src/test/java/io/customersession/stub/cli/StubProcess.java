package io.customersession.stub.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A stub, or another program on the class path of the tests, in a process of its own. */
final class StubProcess implements AutoCloseable {
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final BufferedReader out;

  @SuppressWarnings("JdkObsolete") // two threads use it
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
    return start(prefix, jvmOptions, classPath(), main, args);
  }

  /**
   * Starts a program from jars, as users do. A class in a directory is a file that has to be opened
   * when the class is first used, and a jar is open already.
   */
  static StubProcess packed(List<String> prefix, Path folder, Class<?> main, String... args)
      throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : classPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve(jars.size() + ".jar");
        pack(path, jar);
        jars.add(jar.toString());
      } else {
        jars.add(entry);
      }
    }
    return start(prefix, List.of(), String.join(File.pathSeparator, jars), main, args);
  }

  private static void pack(Path directory, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(directory);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(
            new ZipEntry(directory.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static StubProcess start(
      List<String> prefix, List<String> jvmOptions, String classPath, Class<?> main, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(classPath);
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

  /** Waits for the end of the process, and returns the lines of its output that were not read. */
  List<String> lines() {
    return out.lines().toList();
  }

  String readLine() throws IOException {
    return out.readLine();
  }

  void writeLine(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  void terminate() {
    // The process itself would close its streams, and with them what it still has to say.
    process.toHandle().destroy();
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
