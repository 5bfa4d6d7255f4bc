package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.store.jdbc.PostgresServer;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that export and import worlds. */
class WorldTransferTest extends CommandLineScenario {
  private static final String WORLDS_OF_MAIN = "worlds: 1\n  main: %d sessions\n";

  @TempDir private Path folder;
  private Path file;
  private String location;

  @BeforeEach
  void fill() throws Exception {
    file = folder.resolve("world.ndjson");
    location = "sqlite:" + folder.resolve("sessions.db");
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(location).start()) {
      URI url = URI.create(stub.url());
      for (int i = 0; i < 3; i++) {
        Requests.send(
            url,
            "PUT",
            "/v2/customer_sessions/order-" + i,
            "{\"customerSession\":{\"profileId\":\"jane\",\"cartItems\":[{\"name\":\"Mug\",\"sku\":"
                + "\"mug\",\"quantity\":2,\"price\":10.50}]}}",
            "Idempotency-Key",
            "key-" + i);
      }
    }
  }

  private String other() {
    return "sqlite:" + folder.resolve("other.db");
  }

  private static String get(String store, String path) throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(store).start()) {
      return Requests.send(URI.create(stub.url()), "GET", path, null).body();
    }
  }

  @Test
  void world_thatIsExportedAndImportedIntoAnotherDatabase_isServedAlike() throws Exception {
    String database = PostgresServer.newDatabase();

    Ended exported = end("store", "export", "--store", location, "--file", file.toString());
    Ended imported = end("store", "import", "--store", database, "--file", file.toString());

    assertThat(exported).isEqualTo(new Ended(0, "", "exported the world main in 10 lines\n"));
    assertThat(imported).isEqualTo(new Ended(0, "imported 8 lines into the world main\n", ""));
    String path = "/v2/customer_sessions/order-1";
    assertThat(get(database, path)).contains("\"sku\":\"mug\"").isEqualTo(get(location, path));
    String list = "/__stub/worlds/main/sessions";
    assertThat(get(database, list)).contains("order-2").isEqualTo(get(location, list));
  }

  @Test
  void import_ofABadLine_printsItAndExitsWithAnotherCode() throws Exception {
    end("store", "export", "--store", location, "--file", file.toString());
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(4, lines.get(4).replace("\"open\"", "\"lost\""));
    Files.write(file, lines);

    Ended imported = end("store", "import", "--store", other(), "--file", file.toString());
    Ended again = end("store", "import", "--store", other(), "--file", file.toString());

    assertThat(imported.exit()).isEqualTo(Main.VIOLATIONS);
    assertThat(imported.out()).isEqualTo("imported 7 lines into the world main, and refused 1\n");
    assertThat(imported.err()).startsWith("line 5: /session/facts/state: ").endsWith("]\n");
    assertThat(again.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(again.err())
        .startsWith(
            "world: main in "
                + other()
                + " has 2 sessions and 1 profiles; replace them with --replace, or import with"
                + " another --world\n");
    assertThat(end("store", "status", "--store", other()).out())
        .endsWith(String.format(WORLDS_OF_MAIN, 2));
  }

  @Test
  void import_thatReplaces_goesOnWhereOneEnded() throws Exception {
    end("store", "export", "--store", location, "--file", file.toString());
    String text = Files.readString(file);
    Path start = Files.writeString(folder.resolve("start"), text.substring(0, text.length() - 10));

    Ended cut =
        end("store", "import", "--store", location, "--file", start.toString(), "--replace");
    Ended whole =
        end("store", "import", "--store", location, "--file", file.toString(), "--replace");

    assertThat(cut.exit()).isEqualTo(Main.FAILED);
    assertThat(cut.err())
        .startsWith("line 10: ")
        .endsWith(
            "the lines end after line 10, but the last line of the export is missing; the world"
                + " main is unchanged. Import the complete file to continue from here\n");
    assertThat(whole.out()).startsWith("continued after line ");
    assertThat(end("store", "status", "--store", location).out())
        .endsWith(String.format(WORLDS_OF_MAIN, 3));
  }

  @Test
  void export_toAReaderThatEnds_fails() throws Exception {
    Process process = run("store", "export", "--store", location);
    process.getInputStream().close();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(Main.FAILED);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("cannot write the export: ");
  }

  @Test
  void world_thatIsLargerThanTheHeap_isExportedAndImported() throws Exception {
    int more = 40_000;
    try (Connection connection = DriverManager.getConnection("jdbc:" + location);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into stub_session (generation, application, id, internal_id, version, state,"
              + " profile, created, total, referral, store, total_of_v1, facts, effects,"
              + " redemptions, returns) with recursive n(i) as (select 10 union all select i + 1"
              + " from n where i < "
              + (more + 9)
              + ") select generation, application, 'n' || i, i, 1, state, profile, created, total,"
              + " referral, store, total_of_v1, replace(replace(facts, '\"id\":1,', '\"id\":' || i ||"
              + " ','), 'order-0', 'n' || i), effects, redemptions, returns from stub_session, n"
              + " where id = 'order-0'");
    }

    int exported = transfer("export", location, ProcessBuilder.Redirect.from(empty()), file);
    int imported =
        transfer(
            "import", other(), ProcessBuilder.Redirect.from(file.toFile()), folder.resolve("out"));

    assertThat(exported).isZero();
    // As objects, it would take several times as much.
    assertThat(Files.size(file)).isGreaterThan(20 << 20);
    assertThat(imported).isZero();
    assertThat(Files.readString(folder.resolve("out")))
        .isEqualTo("imported " + (more + 8) + " lines into the world main\n");
  }

  private File empty() throws Exception {
    return Files.writeString(folder.resolve("empty"), "").toFile();
  }

  private static int transfer(String command, String store, ProcessBuilder.Redirect in, Path out)
      throws Exception {
    List<String> line = command("store", command, "--store", store);
    line.add(1, "-Xmx32m");
    Process process =
        new ProcessBuilder(line)
            .redirectInput(in)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
