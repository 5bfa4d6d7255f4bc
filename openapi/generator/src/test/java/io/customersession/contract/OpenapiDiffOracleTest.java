package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/**
 * What openapi-diff finds incompatible in schemas, paths and parameters, our comparison calls
 * breaking too; only what openapi-diff does not look at is ours alone.
 */
class OpenapiDiffOracleTest {
  /** It takes any other list of keys for incompatible, also one that lets more callers in. */
  private static final String WIDENED = "shipOrder: accepts more security schemes (safe)";

  @TempDir private Path directory;

  @Test
  void document_isBrokenForUsWhereItIsForOpenapiDiff() throws IOException {
    Path baseline = Path.of("../contract/baseline/customer-session.yaml");
    Path document = Path.of("../contract/customer-session.yaml");

    ChangedOpenApi theirs =
        OpenApiCompare.fromContents(Files.readString(baseline), Files.readString(document));
    List<Change> ours = ContractDiff.of(Document.load(baseline), Document.checked(document));

    if (theirs.isIncompatible()) {
      assertThat(ours).anyMatch(Change::isBreaking);
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = Orders.EDITS)
  void edit_isBreakingForUsWhereItIsForOpenapiDiff(String text, String edited, String change)
      throws IOException {
    String document = Orders.with(text.translateEscapes(), edited.translateEscapes());
    Path baseline = Files.writeString(directory.resolve("baseline.yaml"), Orders.TEXT);

    ChangedOpenApi theirs = OpenApiCompare.fromContents(Orders.TEXT, document);
    List<Change> ours =
        ContractDiff.of(
            Document.load(baseline), Document.checked(Orders.write(directory, document)));

    if (theirs.isIncompatible() && !change.equals(WIDENED)) {
      assertThat(ours).anyMatch(Change::isBreaking);
    }
    if (theirs.isUnchanged()) {
      assertThat(change + edited).containsAnyOf("OrderState: ", "x-");
    }
  }

  @Test
  void opinion_isThere() throws IOException {
    ChangedOpenApi theirs =
        OpenApiCompare.fromContents(Orders.TEXT, Orders.with("maxLength: 100", "maxLength: 90"));

    assertThat(theirs.isIncompatible()).isTrue();
  }
}
