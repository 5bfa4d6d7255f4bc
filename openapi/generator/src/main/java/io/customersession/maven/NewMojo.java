package io.customersession.maven;

import io.customersession.codegen.FirstCall;
import io.customersession.contract.Document;
import io.customersession.contract.DocumentFiles;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.InvalidContractException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/**
 * {@code new}: creates a project of three modules around a document: the contract, the client and
 * the server stub, with a test that calls the stub with the client. The project generates from the
 * part of the document that is specified. Existing files are not changed.
 */
public final class NewMojo extends DocumentMojo {
  private static final String GIT_IGNORE = "gitignore.txt";
  private static final String STUB_MAIN = "server-stub/StubMain.java.txt";
  private static final String LIST_TEST = "client/EmptyListTest.java.txt";
  private static final String ERROR_TEST = "client/ErrorTest.java.txt";
  private static final String START_TEST = "client/StartTest.java.txt";

  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "README.md",
          "openapi/pom.xml",
          "openapi/CHANGELOG.md",
          "client/pom.xml",
          "server-stub/pom.xml",
          ".mvn/maven.config");

  private @Nullable String basePackage;
  private @Nullable File directory;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (document == null || basePackage == null || directory == null) {
      throw new MojoFailureException("specify -Dcontract.document=FILE and -DbasePackage=NAME");
    }
    if (!SourceVersion.isName(basePackage)) {
      throw new MojoFailureException(
          "-DbasePackage=" + basePackage + " is not the name of a Java package");
    }
    try {
      Document checked = checked(document, false);
      // The build of the project would refuse what is ambiguous.
      EntityPlan.unambiguous(checked, selection());
      make(checked, document.toPath(), basePackage, directory.toPath());
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
    }
    getLog().info("created in " + directory + "; run mvn verify there");
  }

  void make(Document checked, Path file, String javaPackage, Path root) throws IOException {
    String name = file.getFileName().toString();
    for (Path copy : List.of(Path.of("openapi", name), Path.of("openapi", "baseline", name))) {
      for (Map.Entry<Path, Path> each :
          DocumentFiles.copies(checked, root.resolve(copy)).entrySet()) {
        write(each.getKey(), Files.readString(each.getValue()));
      }
    }
    if (checked.operationCount() > 0) {
      Path folder = Path.of(javaPackage.replace('.', '/'));
      write(
          root.resolve("server-stub/src/main/java").resolve(folder).resolve("stub/StubMain.java"),
          read(STUB_MAIN).replace("__PACKAGE__", javaPackage));
      write(
          root.resolve("client/src/test/java").resolve(folder).resolve("client/FirstCallTest.java"),
          test(FirstCall.of(checked, selection()).orElse(null), javaPackage));
    }
    write(root.resolve(".gitignore"), read(GIT_IGNORE));
    for (String path : FILES) {
      // Marks the root of the project for Maven.
      String text = path.startsWith(".mvn") ? "" : read(path);
      write(
          root.resolve(path),
          text.replace("__PACKAGE__", javaPackage)
              .replace("__NAME__", javaPackage.substring(javaPackage.lastIndexOf('.') + 1))
              .replace("__DOCUMENT__", name)
              .replace("__INCLUDE__", xml(include))
              .replace("__EXCLUDE__", xml(exclude))
              .replace("__OMIT_INVALID__", Boolean.toString(omitInvalid))
              .replace("__VERSION__", String.valueOf(checked.version())));
    }
  }

  /** Returns the source of a test that makes a call, or only starts the stub without one. */
  private static String test(@Nullable FirstCall call, String javaPackage) throws IOException {
    Set<String> imports = new TreeSet<>(Set.of(javaPackage + ".stub.StubMain"));
    if (call == null) {
      return withImports(read(START_TEST), imports).replace("__PACKAGE__", javaPackage);
    }
    imports.add(javaPackage + ".client.api." + call.apiClass());
    String arguments = String.join(", ", call.arguments());
    if (arguments.contains("UUID")) {
      imports.add("java.util.UUID");
    }
    StringBuilder keys = new StringBuilder();
    call.keys()
        .forEach(
            (scheme, key) -> {
              imports.add(javaPackage + ".client.api.SecuritySchemes");
              if (key.startsWith("SecurityScheme.")) {
                imports.add("io.customersession.contract.operation.SecurityScheme");
              }
              keys.append("\n        .key(SecuritySchemes." + scheme + ", " + key + ")");
            });
    return withImports(read(call.status() == FirstCall.OK ? LIST_TEST : ERROR_TEST), imports)
        .replace("__PACKAGE__", javaPackage)
        .replace("__API__", call.apiClass())
        .replace("__METHOD__", call.method())
        .replace("__ARGUMENTS__", arguments)
        .replace("__STATUS__", Integer.toString(call.status()))
        .replace("__KEYS__", keys);
  }

  /** Adds imports to those of a template, all in the order of Java's tools. */
  private static String withImports(String template, Set<String> names) {
    Set<String> all = new TreeSet<>();
    names.forEach(name -> all.add("import " + name + ";"));
    template.lines().filter(NewMojo::isImport).forEach(all::add);
    String others =
        template
            .lines()
            .filter(line -> !isImport(line))
            .collect(Collectors.joining("\n", "", "\n"));
    return others.replace("__IMPORTS__", String.join("\n", all));
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ") && !line.startsWith("import static ");
  }

  private static String xml(@Nullable String text) {
    return text == null ? "" : text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String read(String path) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NewMojo.class.getResourceAsStream("/kit/" + path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      getLog().info(file + " exists and is not changed");
      return;
    }
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Files.writeString(file, text);
  }
}
