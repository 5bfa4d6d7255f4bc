package io.customersession.stub.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The files of an image: the C library of this machine, a Java runtime with the modules that the
 * stub needs, and the stub.
 */
final class RootFileSystem {
  /** The folder of what belongs at the root of the image. */
  static final String SYSTEM = "system";

  static final String JAVA = "java";
  static final String STUB = "stub";
  static final List<String> LAYERS = List.of(SYSTEM, JAVA, STUB);
  static final String JAR = "stub.jar";

  /** The user of the image, who has no name on any host. */
  static final int USER_ID = 65532;

  /** The time of every file, so that two builds are the same. A class-data archive checks it. */
  static final FileTime TIME = FileTime.from(Instant.EPOCH.plusSeconds(1));

  /** What the C library loads when a name is resolved, which no program is linked with. */
  private static final List<String> LOADED_LATER =
      List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

  private static final Pattern LINKED = Pattern.compile("(/[^ ]+) \\(0x[0-9a-f]+\\)");

  private final Path root;

  RootFileSystem(Path root) {
    this.root = root;
  }

  /** Creates all files but the class-data archive. */
  void create(Path jar) throws IOException, InterruptedException {
    if (Files.exists(root)) {
      try (Stream<Path> old = Files.walk(root)) {
        old.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    Files.createDirectories(root.resolve(STUB));
    Files.copy(jar, root.resolve(STUB).resolve(JAR));
    run(
        "jlink",
        "--add-modules",
        modules(jar),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        root.resolve(JAVA).toString());
    Path system = root.resolve(SYSTEM);
    for (Path library : libraries()) {
      Path target = system.resolve(library.toString().substring(1));
      Files.createDirectories(target.getParent());
      Files.copy(library.toRealPath(), target);
    }
    Path settings = Files.createDirectories(system.resolve("etc"));
    Files.writeString(
        settings.resolve("passwd"), "stub:x:%d:%1$d::/stub:/sbin/nologin%n".formatted(USER_ID));
    Files.writeString(settings.resolve("group"), "stub:x:%d:%n".formatted(USER_ID));
    Files.writeString(settings.resolve("nsswitch.conf"), "hosts: files dns\n");
    Path temporary = Files.createDirectories(system.resolve("tmp"));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    setTimes();
  }

  /** Gives every file the same time. */
  void setTimes() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  private static String modules(Path jar) {
    return run(
            "jdeps",
            "--print-module-deps",
            "--ignore-missing-deps",
            "--multi-release",
            "base",
            jar.toString())
        .strip();
  }

  /** Returns the shared libraries that the runtime is linked with, by the names it looks for. */
  private Set<Path> libraries() throws IOException, InterruptedException {
    Set<Path> libraries = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve(JAVA))) {
      for (Path file : files.filter(RootFileSystem::isLinked).toList()) {
        Process ldd =
            new ProcessBuilder("ldd", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        ldd.waitFor();
        Matcher linked = LINKED.matcher(output);
        while (linked.find()) {
          Path library = Path.of(linked.group(1));
          if (!library.startsWith(root)) {
            libraries.add(library);
          }
        }
      }
    }
    Path folder =
        libraries.stream()
            .filter(library -> library.endsWith("libc.so.6"))
            .findFirst()
            .orElseThrow(() -> new IOException("the Java runtime is not linked with glibc"))
            .getParent();
    LOADED_LATER.stream().map(folder::resolve).filter(Files::exists).forEach(libraries::add);
    return libraries;
  }

  private static boolean isLinked(Path file) {
    return file.toString().endsWith(".so") || file.endsWith("bin/java");
  }

  private static String run(String tool, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IllegalStateException("the JDK has no " + tool))
            .run(writer, writer, arguments);
    writer.flush();
    if (code != 0) {
      throw new UncheckedIOException(new IOException(tool + ": " + output));
    }
    return output.toString();
  }
}
