package io.customersession.codegen;

import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what code was generated from, so that it is generated again only if something changed:
 * the document and what it refers to, templates, generators, settings, and the generated files
 * themselves.
 *
 * @param document the OpenAPI document
 * @param output the directory that the generator writes to, which nothing else may use
 * @param templates a directory of templates that replace ours of the same name, or null
 * @param settings everything else that generated code depends on, in any form that differs if
 *     another
 */
public record UpToDateCheck(Path document, Path output, @Nullable Path templates, String settings) {
  /** The folder of the generated sources in {@link #output}. */
  public static final String SOURCES = "src/main/java";

  private static final String OWN_FOLDER = ".openapi-generator";
  private static final String UNDER_WAY = "under way\n";
  private static final List<String> OWN_CODE =
      List.of("io/customersession/codegen/", "io/customersession/contract/", "contract/");

  /**
   * Checks the document and, if something changed, removes what was generated before.
   *
   * @return true if the generator has to run
   * @throws InvalidContractException if the document is invalid, or if the output has files that
   *     were not generated; nothing is changed then
   */
  public boolean prepare() {
    return prepare(Document.checked(document));
  }

  /**
   * Does the same with a document that was checked already.
   *
   * @param checked what the file {@link #document} contains
   */
  public boolean prepare(Document checked) {
    try {
      String from = madeFrom(checked);
      Path record = record(output);
      if (Files.isRegularFile(record) && Files.readString(record).equals(from + made(output))) {
        return false;
      }
      clear();
      Files.createDirectories(Objects.requireNonNull(record.toAbsolutePath().getParent()));
      Files.writeString(record, from + UNDER_WAY);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Records that all files have been generated; our generators do so when they are done. Without
   * {@link #prepare} before, it is unknown what they were generated from, and nothing is recorded.
   */
  static void finished(Path output) {
    Path record = record(output);
    try {
      if (Files.isRegularFile(record)) {
        String from = Files.readString(record);
        if (from.endsWith(UNDER_WAY)) {
          from = from.substring(0, from.length() - UNDER_WAY.length());
          // The code has another origin if a generation was interrupted and another one ran without
          // "prepare".
          if (isStillThere(from)) {
            Files.writeString(record, from + made(output));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares the sources of the generators with those that the classes in use were made from, which
   * travel with them.
   *
   * @param sources the {@code src/main} of the generators' module
   * @throws InvalidContractException if they differ: a module is being built with a generator that
   *     was installed before the sources were edited
   */
  public static void requireMadeFrom(Path sources) {
    try {
      Map<String, byte[]> builtFrom = ownCode(List.of("sources/"));
      Map<String, byte[]> present = read(sources, List.of("java", "resources"));
      // Files that were deleted from the sources may remain among the classes and do no harm.
      for (Map.Entry<String, byte[]> source : present.entrySet()) {
        if (!Arrays.equals(source.getValue(), builtFrom.get("sources/" + source.getKey()))) {
          throw new InvalidContractException(
              sources.resolve(source.getKey())
                  + ": differs from what the generator in "
                  + location()
                  + " was built from; build its module too (mvn -am), or install it first");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isStillThere(String from) throws IOException {
    for (String line : from.lines().toList()) {
      String[] parts = line.split(" ", 3);
      if (parts.length == 3
          && !(Files.isRegularFile(Path.of(parts[2]))
              && parts[0].equals(hash(Files.readAllBytes(Path.of(parts[2])))))) {
        return false;
      }
    }
    return true;
  }

  /** Removes what was generated before, but nothing else. */
  private void clear() throws IOException {
    if (!Files.exists(output)) {
      return;
    }
    try (Stream<Path> files = Files.walk(output)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      if (all.size() > 1 && !Files.isDirectory(output.resolve(OWN_FOLDER))) {
        throw new InvalidContractException(
            output
                + ": has files that were not generated; choose a directory that nothing else uses");
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }

  /** Returns the file of the record, which is beside the output because plugins may empty that. */
  private static Path record(Path output) {
    Path absolute = output.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".generation");
  }

  /** Returns the hashes of all generated files. */
  private static String made(Path output) throws IOException {
    StringBuilder made = new StringBuilder();
    if (Files.isDirectory(output)) {
      try (Stream<Path> files = Files.walk(output)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (!output.relativize(file).startsWith(OWN_FOLDER)) {
            made.append(hash(Files.readAllBytes(file)));
            made.append(' ').append(output.relativize(file)).append('\n');
          }
        }
      }
    }
    return made.toString();
  }

  private String madeFrom(Document checked) throws IOException {
    StringBuilder from = new StringBuilder();
    from.append(hash(settings.getBytes(StandardCharsets.UTF_8))).append(" settings\n");
    for (Path file : checked.files()) {
      from.append(hash(Files.readAllBytes(file))).append(" document ").append(file).append('\n');
    }
    if (templates != null) {
      try (Stream<Path> files = Files.walk(templates)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          from.append(hash(Files.readAllBytes(file))).append(" template ").append(file);
          from.append('\n');
        }
      }
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> entry : ownCode(OWN_CODE).entrySet()) {
      code.writeBytes(entry.getKey().getBytes(StandardCharsets.UTF_8));
      code.writeBytes(entry.getValue());
    }
    from.append(hash(code.toByteArray())).append(" generators\n");
    return from.toString();
  }

  private static Path location() {
    try {
      return Path.of(
          UpToDateCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the files of this class's folder or jar by name. */
  private static Map<String, byte[]> ownCode(List<String> folders) throws IOException {
    Path location = location();
    if (Files.isDirectory(location)) {
      return read(location, folders);
    }
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      return read(jar.getPath("/"), folders);
    }
  }

  private static Map<String, byte[]> read(Path root, List<String> folders) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String folder : folders) {
      if (!Files.isDirectory(root.resolve(folder))) {
        continue;
      }
      try (Stream<Path> found = Files.walk(root.resolve(folder))) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          try (InputStream content = Files.newInputStream(file)) {
            files.put(root.relativize(file).toString().replace('\\', '/'), content.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
