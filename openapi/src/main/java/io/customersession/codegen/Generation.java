package io.customersession.codegen;

import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * Generates code from a document, unless all that it would be made from, and all that was made, is
 * as it was: the document and what it refers to, templates, generators, options, and the generated
 * files themselves.
 *
 * @param document the OpenAPI document
 * @param generator {@code contract-client} or {@code contract-server-stub}
 * @param basePackage the package under which {@code api}, {@code model} and {@code runtime} go
 * @param output the directory to write to, which nothing else may use
 * @param templates a directory of templates that replace ours of the same name, or null
 * @param options further options of the generator
 */
public record Generation(
    Path document,
    String generator,
    String basePackage,
    Path output,
    @Nullable Path templates,
    Map<String, String> options) {
  /** Where compilers look for what is generated, below {@link #output}. */
  public static final String SOURCES = "src/main/java";

  private static final String OWN_FOLDER = ".openapi-generator";
  private static final String STATE = OWN_FOLDER + "/STATE";
  private static final List<String> OWN_CODE =
      List.of("io/customersession/codegen/", "io/customersession/contract/", "contract/");

  /**
   * Generates, if need be.
   *
   * @return whether anything was generated
   * @throws InvalidContractException if the document is faulty; what was generated before is left
   *     as it is
   */
  public boolean run() {
    Document checked = Document.checked(document);
    try {
      String from = madeFrom(checked);
      if (Files.isRegularFile(output.resolve(STATE))
          && Files.readString(output.resolve(STATE)).equals(state(from))) {
        return false;
      }
      clear();
      generate();
      Files.createDirectories(output.resolve(OWN_FOLDER));
      Files.writeString(output.resolve(STATE), state(from));
      return true;
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
      // What was deleted from the sources may linger among the classes, and does no harm there.
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

  private void generate() {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName(generator)
            .setInputSpec(document.toString())
            .setOutputDir(output.toString())
            .setInvokerPackage(basePackage)
            .setApiPackage(basePackage + ".api")
            .setModelPackage(basePackage + ".model");
    if (templates != null) {
      configurator.setTemplateDir(templates.toString());
    }
    options.forEach(configurator::addAdditionalProperty);
    // The stock generator asks the thread for plug-ins of its own, which must be those beside this
    // class.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Generation.class.getClassLoader());
    try {
      new DefaultGenerator().opts(configurator.toClientOptInput()).generate();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Removes what was generated before, and refuses to remove anything else. */
  private void clear() throws IOException {
    if (!Files.exists(output)) {
      return;
    }
    try (Stream<Path> files = Files.walk(output)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      if (all.size() > 1 && !Files.isDirectory(output.resolve(OWN_FOLDER))) {
        throw new InvalidContractException(
            output + ": has files that were not generated; choose an output of its own");
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }

  /** Returns all that was made from {@code from}, as one text. */
  private String state(String from) throws IOException {
    StringBuilder state = new StringBuilder(from);
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.equals(output.resolve(STATE))) {
          state.append(hash(Files.readAllBytes(file)));
          state.append(' ').append(output.relativize(file)).append('\n');
        }
      }
    }
    return state.toString();
  }

  private String madeFrom(Document checked) throws IOException {
    StringBuilder from = new StringBuilder();
    from.append(generator).append(' ').append(basePackage).append(' ');
    from.append(new TreeMap<>(options)).append('\n');
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
    from.append(hash(libraries().getBytes(StandardCharsets.UTF_8))).append(" libraries\n");
    return from.toString();
  }

  /** Returns names and sizes of what else is on the class path, the stock generator above all. */
  private static String libraries() {
    List<String> names = new ArrayList<>();
    if (Generation.class.getClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        File file = new File(url.getPath());
        names.add(file.getName() + (file.isFile() ? file.length() : ""));
      }
    } else {
      names.add(System.getProperty("java.class.path"));
    }
    // Whether our own code is a jar or a folder depends on how far a build goes.
    names.removeIf(
        name ->
            name.equals("classes")
                || location()
                    .getFileName()
                    .toString()
                    .equals(name.replaceAll("(?<=\\.jar)\\d+$", "")));
    return String.join("\n", names);
  }

  private static Path location() {
    try {
      return Path.of(Generation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the files beside this class, by name, whether they are in a folder or in a jar. */
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
