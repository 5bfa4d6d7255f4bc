package io.customersession.maven;

import io.customersession.contract.Document;
import io.customersession.contract.DocumentFiles;
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
import javax.lang.model.SourceVersion;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/**
 * {@code new}: creates a project of three modules around a document: the contract, the client and
 * the server stub. Existing files are not changed.
 */
public final class NewMojo extends AbstractMojo {
  private static final String GIT_IGNORE = "gitignore.txt";
  private static final String STUB_MAIN = "server-stub/StubMain.java.txt";

  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "README.md",
          "openapi/pom.xml",
          "openapi/CHANGELOG.md",
          "client/pom.xml",
          "server-stub/pom.xml",
          ".mvn/maven.config");

  private @Nullable File document;
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
      make(Document.checked(document.toPath()), document.toPath(), basePackage, directory.toPath());
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
      write(
          root.resolve("server-stub/src/main/java")
              .resolve(javaPackage.replace('.', '/'))
              .resolve("stub/StubMain.java"),
          read(STUB_MAIN).replace("__PACKAGE__", javaPackage));
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
              .replace("__VERSION__", String.valueOf(checked.version())));
    }
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
