package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exchanged between a generated client and a generated stub, and what is found in it. */
class RoundTripsTest {
  private static final Path FOLDER = Path.of("src/test/resources/exchanges");

  @Test
  void exchanges_ofEveryMediaTypeStatusUnionAndExample_arriveEqual(@TempDir Path directory)
      throws Exception {
    Corpus.Row row = Corpus.row(FOLDER, FOLDER.resolve("exchanges.yaml"), directory);

    RoundTripResult trips = Objects.requireNonNull(row.trips(), row.toString());
    assertThat(trips.failures()).isEmpty();
    // swagger-request-validator takes a list of one field for a text.
    assertThat(trips.disagreements())
        .hasSize(1)
        .allMatch(each -> each.contains("/tags") && each.contains("tags=text&at="));
    assertThat(trips.notSampled).isEmpty();
    assertThat(trips.equal).isEqualTo(trips.sent).isGreaterThan(30);
    assertThat(trips.refused).isEqualTo(trips.broken).isGreaterThan(30);
    // The limit, a body, and one text in requests and in responses.
    assertThat(trips.faults).isEqualTo(4);
    assertThat(trips.examples).isGreaterThan(10);
    assertThat(trips.coveredBranches).isEqualTo(trips.branches).isEqualTo(16);
  }
}
