package io.customersession.stub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.api.SecuritySchemes;
import jakarta.ws.rs.Path;

/** The arrows between the rooms of the house. */
@AnalyzeClasses(
    packages = "io.customersession.stub",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String STUB = "io.customersession.stub.";

  @ArchTest
  static final ArchRule NO_RUNTIME_DELEGATE =
      noClasses()
          .that()
          .resideOutsideOfPackages(STUB + "api..", STUB + "control.api..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("jakarta.ws.rs..", "org.glassfish..")
                  .and(not(equivalentTo(Path.class))))
          .as(
              "only the generated interfaces know Jakarta REST, apart from the annotation that makes a"
                  + " class a resource");

  @ArchTest
  static final ArchRule SESSIONS_KNOW_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(
              STUB + "session..",
              STUB + "lifecycle..",
              STUB + "store..",
              STUB + "account..",
              STUB + "fault..",
              STUB + "time..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      STUB + "http..", STUB + "host..", "com.sun.net..", "java.net.http..")
                  .or(
                      resideInAnyPackage(STUB + "api..")
                          .and(not(belongToAnyOf(ApiOperation.class, SecuritySchemes.class)))));

  @ArchTest
  static final ArchRule THE_LOWER_ROOMS_DO_NOT_KNOW_SESSIONS =
      noClasses()
          .that()
          .resideInAnyPackage(
              STUB + "lifecycle..",
              STUB + "store..",
              STUB + "account..",
              STUB + "fault..",
              STUB + "time..",
              STUB + "journal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STUB + "session..");

  @ArchTest
  static final ArchRule ONLY_WHAT_STARTS_A_STUB_KNOWS_ITS_CONTROL_API =
      noClasses()
          .that()
          .resideOutsideOfPackages(STUB + "control..", "io.customersession.stub")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STUB + "control..");

  @ArchTest
  static final ArchRule ONLY_THE_WAY_IN_FOR_JUNIT_KNOWS_JUNIT =
      noClasses()
          .that()
          .resideOutsideOfPackage(STUB + "junit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", STUB + "junit..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_OF_FIXTURES_KNOWS_YAML =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.account\\.FixturesText(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  @ArchTest
  static final ArchRule ONLY_THE_READER_OF_FIXTURES_KNOWS_THEIR_MODELS =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.account\\.Fixtures(File|Mapper)(\\$.*)?")
          .and()
          .resideOutsideOfPackage(STUB + "account.internal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STUB + "account.internal..");

  @ArchTest
  static final ArchRule GENERATED_CODE_KNOWS_NOTHING_WRITTEN_BY_HAND =
      classes()
          .that()
          .resideInAnyPackage(
              STUB + "api..",
              STUB + "model..",
              STUB + "control.api..",
              STUB + "control.model..",
              STUB + "account.internal..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              STUB + "api..",
              STUB + "model..",
              STUB + "control.api..",
              STUB + "control.model..",
              STUB + "account.internal..",
              "io.customersession.contract..",
              "java..",
              "jakarta..",
              "com.google.gson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule NO_ROUNDABOUTS =
      slices()
          .matching(STUB + "(*)..")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "generated", type -> isGenerated(type)),
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "generated", type -> isGenerated(type)));

  @ArchTest
  static final ArchRule THE_STUB_DOES_NOT_KNOW_THE_CLIENT =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.customersession.client..");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_THINGS_ARE =
      noClasses().should().haveNameMatching(".*\\.(util|common|helper|manager|impl)\\..*");

  private static boolean isGenerated(com.tngtech.archunit.core.domain.JavaClass type) {
    return type.getPackageName().matches("io\\.customersession\\.stub\\.(control\\.)?(api|model)");
  }
}
