package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When generation is skipped, and that it never is when anything changed. */
class UpToDateCheckTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Notes, version: '1'}
      paths:
        /notes:
          get:
            operationId: getNote
            responses: {'200': {description: It., content: {application/json: {schema: {$ref: 'note.yaml#/Note'}}}}}
      """;

  @TempDir private Path directory;
  private Path document;
  private Path note;
  private Path templates;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    document = Files.writeString(directory.resolve("notes.yaml"), DOCUMENT);
    note =
        Files.writeString(
            directory.resolve("note.yaml"),
            "Note:\n  type: object\n  properties: {text: {type: string}}\n");
    templates = Files.createDirectories(directory.resolve("templates"));
    Files.writeString(
        templates.resolve("model-package-info.mustache"), "package {{modelPackage}};\n");
    output = directory.resolve("out");
  }

  private boolean generate(Map<String, String> options) {
    return Generated.generate(
        document, "contract-server-stub", "sample", output, templates, options);
  }

  private boolean generate() {
    return generate(Map.of());
  }

  private Path model() {
    return output.resolve("src/main/java/sample/model");
  }

  @Test
  void run_nothingChanged_skips() throws IOException {
    assertThat(generate()).isTrue();
    Path info = model().resolve("package-info.java");
    var written = Files.getLastModifiedTime(info);

    assertThat(generate()).isFalse();
    assertThat(Files.getLastModifiedTime(info)).isEqualTo(written);
  }

  @Test
  void run_documentChanged_generates() throws IOException {
    generate();
    Files.writeString(document, DOCUMENT.replace("getNote", "readNote"));

    assertThat(generate()).isTrue();
    assertThat(generate()).isFalse();
  }

  @Test
  void run_referencedFileChanged_generates() throws IOException {
    generate();
    Files.writeString(note, Files.readString(note).replace("text:", "title:"));

    assertThat(generate()).isTrue();
    assertThat(Files.readString(model().resolve("Note.java"))).contains("getTitle");
  }

  @Test
  void run_templateChanged_generates() throws IOException {
    generate();
    Files.writeString(
        templates.resolve("model-package-info.mustache"),
        "/** Mine. */\npackage {{modelPackage}};\n");

    assertThat(generate()).isTrue();
    assertThat(model().resolve("package-info.java")).content().startsWith("/** Mine. */");
  }

  @Test
  void run_optionChanged_generates() {
    generate();

    assertThat(generate(Map.of("host", "false"))).isTrue();
    assertThat(output.resolve("src/main/java/sample/runtime/StubServer.java")).doesNotExist();
  }

  @Test
  void run_generatedFileEditedOrDeleted_generates() throws IOException {
    generate();
    Files.writeString(model().resolve("Note.java"), "// edited");
    assertThat(generate()).isTrue();
    Files.delete(model().resolve("Note.java"));

    assertThat(generate()).isTrue();
    assertThat(model().resolve("Note.java")).exists();
  }

  @Test
  void run_schemaGone_removesItsClass() throws IOException {
    generate();
    Files.writeString(note, Files.readString(note).replace("Note:", "Memo:"));
    Files.writeString(document, DOCUMENT.replace("#/Note", "#/Memo"));

    assertThat(generate()).isTrue();
    assertThat(model().resolve("Note.java")).doesNotExist();
  }

  @Test
  void run_faultyDocument_leavesWhatIsThere() throws IOException {
    generate();
    Files.writeString(document, DOCUMENT.replace("note.yaml#/Note", "note.yaml#/Nota"));

    assertThatThrownBy(this::generate).isInstanceOf(InvalidContractException.class);
    assertThat(model().resolve("Note.java")).exists();
  }

  @Test
  void run_generationThatDidNotEnd_generates() {
    UpToDateCheck interrupted =
        new UpToDateCheck(
            document, output, templates, "contract-server-stub" + "sample" + Map.of());
    assertThat(interrupted.prepare()).isTrue();
    assertThat(interrupted.prepare()).isTrue();

    assertThat(generate()).isTrue();
    assertThat(generate()).isFalse();
  }

  @Test
  void run_interruptedThenEditedThenStockPluginAlone_generates() throws IOException {
    new UpToDateCheck(document, output, templates, "contract-server-stub" + "sample" + Map.of())
        .prepare();
    Files.writeString(document, DOCUMENT.replace("getNote", "readNote"));
    Generated.bare(document, "contract-server-stub", "sample", output, templates, Map.of());
    Files.writeString(document, DOCUMENT);

    assertThat(generate()).isTrue();
    assertThat(generate()).isFalse();
  }

  @Test
  void run_stockPluginAlone_generatesAndRecordsNothing() throws IOException {
    Generated.bare(document, "contract-server-stub", "sample", output, templates, Map.of());

    assertThat(model().resolve("Note.java")).exists();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".generation"));
    }
    assertThat(generate()).isTrue();
  }

  @Test
  void run_outputWithOtherFiles_isNotTouched() throws IOException {
    Files.createDirectories(output);
    Path mine = Files.writeString(output.resolve("Mine.java"), "class Mine {}");

    assertThatThrownBy(this::generate)
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "has files that were not generated; choose a directory that nothing else uses");
    assertThat(mine).exists();
  }

  @Test
  void run_generatorClassChanged_generates() throws Exception {
    Path classes = copyOfClasses();
    generateWith(classes);
    // One that nobody loads, as a class cannot be changed by hand and still work.
    Files.write(classes.resolve("io/customersession/codegen/package-info.class"), new byte[1]);

    assertThat(generateWith(classes)).isTrue();
  }

  @Test
  void run_sameClassesElsewhere_skips() throws Exception {
    Path classes = copyOfClasses();
    generateWith(classes);

    assertThat(generateWith(classes)).isFalse();
  }

  private static Path classes() throws Exception {
    return Path.of(UpToDateCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path copyOfClasses() throws Exception {
    Path copy = directory.resolve("classes");
    try (Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(classes().relativize(file).toString()));
      }
    }
    return copy;
  }

  /** Generates as a plugin would, with classes that are loaded from a place of their own. */
  private boolean generateWith(Path classes) throws Exception {
    List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      if (!Path.of(entry).equals(classes())) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method generate =
          loader
              .loadClass(Generated.class.getName())
              .getDeclaredMethod(
                  "generate",
                  Path.class,
                  String.class,
                  String.class,
                  Path.class,
                  Path.class,
                  Map.class);
      generate.setAccessible(true);
      return (boolean)
          generate.invoke(
              null, document, "contract-server-stub", "sample", output, templates, Map.of());
    }
  }

  @Test
  void requireMadeFrom_theSourcesThemselves_passes() {
    assertThatCode(() -> UpToDateCheck.requireMadeFrom(Path.of("src/main")))
        .doesNotThrowAnyException();
  }

  @Test
  void requireMadeFrom_editedTemplate_namesItAndWhatToDo() throws IOException {
    Path sources =
        Files.createDirectories(directory.resolve("main/resources/contract"))
            .getParent()
            .getParent();
    Path edited = Files.writeString(sources.resolve("resources/contract/pojo.mustache"), "edited");

    assertThatThrownBy(() -> UpToDateCheck.requireMadeFrom(sources))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(edited + ": differs from what the generator in ")
        .hasMessageContaining("build its module too (mvn -am), or install it first");
  }
}
