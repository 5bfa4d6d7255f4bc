package io.customersession.codegen;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** What a generator makes of a document, on disk. */
public final class Generated {
  static final String BASE = "sample";

  private final Path directory;
  private final Path output;

  private Generated(Path directory, Path output) {
    this.directory = directory;
    this.output = output;
  }

  /** Runs a generator on the text of a document. */
  static Generated from(String generator, String document, Path directory) {
    return from(generator, document, BASE, directory);
  }

  /** Runs a generator on the text of a document, for a package of its own. */
  static Generated from(String generator, String document, String base, Path directory) {
    return from(generator, document, base, directory, Map.of());
  }

  /** Runs a generator on the text of a document, for a package of its own, with options. */
  static Generated from(
      String generator, String document, String base, Path directory, Map<String, String> options) {
    try {
      Path file = directory.resolve("document.yaml");
      Files.writeString(file, document);
      Path output = directory.resolve("out").resolve(base);
      generate(file, generator, base, output, null, options);
      return new Generated(directory, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Generates as the stock plugin does after our goal {@code prepare}, and returns whether there
   * was need to.
   */
  static boolean generate(
      Path document,
      String generator,
      String base,
      Path output,
      @Nullable Path templates,
      Map<String, String> options) {
    if (!new UpToDateCheck(document, output, templates, generator + base + options).prepare()) {
      return false;
    }
    bare(document, generator, base, output, templates, options);
    return true;
  }

  /** Generates as the stock plugin does by itself. */
  public static void bare(
      Path document,
      String generator,
      String base,
      Path output,
      @Nullable Path templates,
      Map<String, String> options) {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName(generator)
            .setInputSpec(document.toString())
            .setOutputDir(output.toString())
            // As in the poms of users: what the stock parser says of a document is not asked.
            .setValidateSpec(false)
            .setInvokerPackage(base)
            .setApiPackage(base + ".api")
            .setModelPackage(base + ".model");
    if (templates != null) {
      configurator.setTemplateDir(templates.toString());
    }
    options.forEach(configurator::addAdditionalProperty);
    // The stock generator asks the thread for plug-ins of its own, which must be those beside ours.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(UpToDateCheck.class.getClassLoader());
    try {
      new DefaultGenerator().opts(configurator.toClientOptInput()).generate();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Returns what is in the directory {@code out} of a directory, whoever generated it. */
  public static Generated in(Path directory) {
    return new Generated(directory, directory.resolve("out"));
  }

  /** Returns the generated source of a class, named without its base package. */
  String source(String name) throws IOException {
    return Files.readString(
        output
            .resolve(UpToDateCheck.SOURCES)
            .resolve(BASE)
            .resolve(name.replace('.', '/') + ".java"));
  }

  /** Returns all files that were written, relative to the source folder. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /**
   * Compiles everything that was generated into the directory and returns the classes; fails with
   * what the compiler says.
   */
  ClassLoader compile(int release) throws IOException {
    return compile(release, List.of());
  }

  /** Compiles everything together with sources written by hand. */
  public ClassLoader compile(int release, List<Path> more) throws IOException {
    return compile(release, more, List.of());
  }

  /** Compiles everything together with sources written by hand, with further options. */
  ClassLoader compile(int release, List<Path> more, List<String> options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(directory.resolve("classes"));
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        Stream<Path> files = Files.walk(directory.resolve("out"))) {
      List<Path> sources =
          Stream.concat(files.filter(file -> file.toString().endsWith(".java")), more.stream())
              .toList();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  Stream.concat(
                          Stream.of(
                              "-classpath",
                              classPath(),
                              "-proc:none",
                              "--release",
                              Integer.toString(release),
                              "-d",
                              classes.toString()),
                          options.stream())
                      .toList(),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new AssertionError(messages.toString());
      }
    }
    return new URLClassLoader(new URL[] {url(classes)}, Generated.class.getClassLoader());
  }

  /** Returns what this class was loaded with, which is not the JVM's where Maven runs it itself. */
  static String classPath() {
    return Generated.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs()).map(URL::getPath).collect(joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}
