package io.customersession.contract.stub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The dependencies between the packages of the kit. */
@AnalyzeClasses(
    packages = "io.customersession.contract.stub",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MAX_LINES = 400;
  private static final String KIT = "io.customersession.contract.stub.";

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("io.customersession.contract.stub.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_JUNIT_EXTENSION_KNOWS_JUNIT =
      noClasses()
          .that()
          .resideOutsideOfPackage(KIT + "junit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", KIT + "junit..");

  @ArchTest
  static final ArchRule ONLY_THE_HOST_KNOWS_THE_SERVER_OF_THE_JDK =
      noClasses()
          .that()
          .resideOutsideOfPackage(KIT + "host..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net..");

  @ArchTest
  static void sourceFiles_haveAtMost400Lines(com.tngtech.archunit.core.domain.JavaClasses unused)
      throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      for (Path source : sources) {
        assertThat(Files.readAllLines(source))
            .as(source.toString())
            .hasSizeLessThanOrEqualTo(MAX_LINES);
      }
    }
  }
}
