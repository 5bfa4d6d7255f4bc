package io.customersession.codegen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.customersession.contract.violation.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dependencies between the packages of the runtime, the generator and generated code. */
class ArchitectureTest {
  private static final String CONTRACT = "io.customersession.contract";

  @TempDir private Path directory;

  private static JavaClasses classesOf(Class<?> type) throws Exception {
    Path home = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    JavaClasses classes;
    if (Files.isDirectory(home)) {
      classes = new ClassFileImporter().importPath(home);
    } else {
      // Behind the packaging, other modules are jars.
      try (JarFile jar = new JarFile(home.toFile())) {
        classes = new ClassFileImporter().importJar(jar);
      }
    }
    assertThat(classes.size()).isGreaterThan(20);
    return classes;
  }

  @Test
  void runtime_packages_haveNoCycles_andNeedGsonOnly() throws Exception {
    JavaClasses runtime = classesOf(Violation.class);

    slices().matching(CONTRACT + ".(*)..").should().beFreeOfCycles().check(runtime);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            CONTRACT + "..", "java..", "com.google.gson..", "org.jspecify.annotations..")
        .check(runtime);
  }

  @Test
  void runtime_jsonPointersAndSuggestions_needNoOtherPackage() throws Exception {
    classes()
        .that()
        .resideInAPackage(CONTRACT + ".violation..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CONTRACT + ".violation..", "java..", "org.jspecify.annotations..")
        .check(classesOf(Violation.class));
  }

  @Test
  void generator_packages_haveNoCycles() throws Exception {
    JavaClasses generator = classesOf(UpToDateCheck.class);

    slices().matching("io.customersession.(*)..").should().beFreeOfCycles().check(generator);
    noClasses()
        .that()
        .resideInAPackage(CONTRACT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.openapitools..", "io.swagger..", "org.apache.maven..")
        .because("the command line of the stub uses it without the stock generator and Maven")
        .check(generator);
  }

  @Test
  void generatedCode_packages_haveNoCycles_andNeedTheRuntimesOnly() throws Exception {
    String document = Files.readString(Path.of("../stub-control/src/it/orders/order.yaml"));
    for (String side : new String[] {"contract-client", "contract-server-stub"}) {
      Path output = Files.createDirectory(directory.resolve(side));
      Generated.from(side, document, output).compile(17);
      JavaClasses generated = new ClassFileImporter().importPath(output.resolve("classes"));

      assertThat(generated.size()).isGreaterThan(10);
      slices().matching("sample.(*)..").should().beFreeOfCycles().check(generated);
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "sample..",
              CONTRACT + "..",
              "java..",
              "com.google.gson..",
              "jakarta..",
              "org.jspecify.annotations..")
          .check(generated);
    }
  }

  @Test
  void names_sayWhatThingsAre() throws Exception {
    String vague = ".*(\\.(util|common|helper|manager|impl)\\.|(Util|Helper|Manager|Impl)$).*";
    for (Class<?> type : new Class<?>[] {Violation.class, UpToDateCheck.class}) {
      noClasses().should().haveNameMatching(vague).check(classesOf(type));
    }
  }
}
