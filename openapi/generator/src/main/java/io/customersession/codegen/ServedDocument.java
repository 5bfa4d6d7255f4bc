package io.customersession.codegen;

import io.customersession.contract.InvalidContractException;
import io.customersession.contract.Selection;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** A stub that is generated from a document and compiled, to be started at once. */
public final class ServedDocument {
  private static final String PACKAGE = "served";
  private static final String MAIN = "/kit/server-stub/StubMain.java.txt";
  private static final int RELEASE = 17;
  private static final System.Logger LOGGER = System.getLogger(ServedDocument.class.getName());

  private final Class<?> main;

  private ServedDocument(Class<?> main) {
    this.main = main;
  }

  /**
   * Generates and compiles the stub of a document with its default handlers.
   *
   * @param document the file
   * @param directory an empty directory for sources and classes
   * @param classPath what generated stubs depend on
   * @throws InvalidContractException if the document is invalid or ambiguous, or has no operations
   */
  public static ServedDocument of(Path document, Path directory, List<Path> classPath)
      throws IOException {
    return of(document, directory, classPath, Map.of());
  }

  /**
   * Generates and compiles the stub of a part of a document with its default handlers.
   *
   * @param document the file
   * @param directory an empty directory for sources and classes
   * @param classPath what generated stubs depend on
   * @param options options of the generator that select a part of the document
   * @throws InvalidContractException if the part is invalid or ambiguous, or has no operations
   */
  public static ServedDocument of(
      Path document, Path directory, List<Path> classPath, Map<String, String> options)
      throws IOException {
    Path sources = directory.resolve("sources");
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName("contract-server-stub")
            .setInputSpec(document.toString())
            .setOutputDir(sources.toString())
            .setValidateSpec(false)
            .setInvokerPackage(PACKAGE + ".stub")
            .setApiPackage(PACKAGE + ".stub.api")
            .setModelPackage(PACKAGE + ".stub.model")
            .addAdditionalProperty(CodegenSupport.DEFAULT_HANDLERS, "true");
    options.forEach(configurator::addAdditionalProperty);
    new DefaultGenerator().opts(configurator.toClientOptInput()).generate();
    try (InputStream in =
        Objects.requireNonNull(ServedDocument.class.getResourceAsStream(MAIN), MAIN)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Path file = Files.createDirectories(sources.resolve(PACKAGE)).resolve("StubMain.java");
      Files.writeString(file, text.replace("__PACKAGE__", PACKAGE));
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    compile(document, sources, classes, classPath);
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    for (Path each : classPath) {
      urls.add(url(each));
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ServedDocument.class.getClassLoader());
    try {
      return new ServedDocument(loader.loadClass(PACKAGE + ".stub.StubMain"));
    } catch (ClassNotFoundException e) {
      throw new LinkageError("the generated stub", e);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  private static void compile(Path document, Path sources, Path classes, List<Path> classPath)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("a JDK is required to compile the stub, but this Java has no compiler");
    }
    StringWriter messages = new StringWriter();
    String path =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    try (StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> files = Files.walk(sources)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-classpath",
              path,
              "-proc:none",
              "--release",
              Integer.toString(RELEASE),
              "-d",
              classes.toString());
      boolean isCompiled =
          compiler
              .getTask(
                  messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(java))
              .call();
      if (!isCompiled) {
        throw new InvalidContractException(
            document + ": the generated stub does not compile\n" + messages);
      }
    }
  }

  /**
   * Starts the stub, which runs until it is closed or the process ends.
   *
   * @param port the port to listen on; 0 for any free one
   * @return the server, a {@code StubServer}
   * @throws IOException if the stub cannot start, for example because the port is in use
   */
  public AutoCloseable start(int port) throws IOException {
    try {
      return (AutoCloseable)
          Objects.requireNonNull(main.getMethod("start", int.class).invoke(null, port));
    } catch (InvocationTargetException e) {
      throw new IOException("cannot serve at port " + port + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the generated stub", e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "cannot delete " + directory, e);
    }
  }

  /**
   * Serves a document until the process ends, and prints its URL.
   *
   * @param arguments the document, the port, the class path to compile with, and the values of the
   *     options {@code include}, {@code exclude} and {@code omitInvalid}
   */
  public static void main(String[] arguments) throws Exception {
    List<Path> classPath =
        Stream.of(arguments[2].split(File.pathSeparator, -1)).map(Path::of).toList();
    Path directory = Files.createTempDirectory("served-document");
    // Classes are loaded from it until the end.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    Map<String, String> options =
        Map.of(
            Selection.INCLUDE, arguments[3],
            Selection.EXCLUDE, arguments[4],
            Selection.OMIT_INVALID, arguments[5]);
    AutoCloseable server =
        of(Path.of(arguments[0]), directory, classPath, options)
            .start(Integer.parseInt(arguments[1]));
    Object url = server.getClass().getMethod("url").invoke(server);
    System.out.println("serving " + arguments[0] + " at " + url);
  }
}
