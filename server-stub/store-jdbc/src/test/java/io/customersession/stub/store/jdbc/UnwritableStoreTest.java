package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that cannot be written any more still serve reads, and say why nothing is stored. */
class UnwritableStoreTest {
  private static final String CART =
      "{\"customerSession\":{\"attributes\":{},\"cartItems\":"
          + "[{\"sku\":\"mug\",\"quantity\":1,\"price\":10.50}]}}";

  @TempDir private Path folder;

  private static CustomerSessionStub start(String location) {
    return CustomerSessionStub.builder().store(location).start();
  }

  private static Requests.Response put(CustomerSessionStub stub, String id) throws Exception {
    return Requests.send(URI.create(stub.url()), "PUT", "/v2/customer_sessions/" + id, CART);
  }

  private static int get(CustomerSessionStub stub, String id) throws Exception {
    return Requests.send(URI.create(stub.url()), "GET", "/v2/customer_sessions/" + id, null)
        .status();
  }

  @Test
  void fullSqlite_refusesWritesWithTheReasonAndServesReads() throws Exception {
    String location = "sqlite:" + folder.resolve("stub.db");
    List<String> stored;
    // A quota of the engine, instead of a disk that is really full.
    try (CustomerSessionStub stub = start(location + "?max_page_count=150")) {
      stored = fill(stub);
    }

    try (CustomerSessionStub stub = start(location)) {
      for (String each : stored) {
        assertThat(get(stub, each)).isEqualTo(200);
      }
      assertThat(put(stub, "another").status()).isEqualTo(200);
    }
  }

  /** Stores sessions until the disk is full, and returns their ids. */
  private static List<String> fill(CustomerSessionStub stub) throws Exception {
    List<String> stored = new ArrayList<>();
    Requests.Response refused = put(stub, "order-0");
    while (refused.status() == 200 && stored.size() < 10_000) {
      stored.add("order-" + stored.size());
      refused = put(stub, "order-" + stored.size());
    }

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body())
        .contains("The disk of the store of this stub is full; reads still work");
    for (String each : stored) {
      assertThat(get(stub, each)).isEqualTo(200);
    }
    assertThat(get(stub, "order-" + stored.size())).isEqualTo(404);
    return stored;
  }

  @Test
  void fullPostgres_refusesWritesWithTheReasonAndServesReads() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()),
        "this user may not mount a small file system");
    try {
      PostgresServer.execute("postgres", "create tablespace small location '" + disk + "'");
      String location = PostgresServer.newDatabase("tablespace small");
      try (CustomerSessionStub stub = start(location)) {
        requireSpace(stub, disk);
      } finally {
        // Before the server misses the file system.
        PostgresServer.execute(
            "postgres",
            "drop database " + location.substring(location.lastIndexOf('/') + 1) + " (force)");
        PostgresServer.execute("postgres", "drop tablespace small");
      }
    } finally {
      succeeds("umount", "--lazy", disk.toString());
    }
  }

  private static void requireSpace(CustomerSessionStub stub, Path disk) throws Exception {
    put(stub, "order-0");
    Path others = disk.resolve("others");
    assertThatThrownBy(() -> Files.write(others, new byte[64 << 20]))
        .isInstanceOf(IOException.class);

    // There may be room in pages that the tables have.
    List<String> stored = fill(stub);

    Files.delete(others);
    assertThat(put(stub, "order-" + stored.size()).status()).isEqualTo(200);
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void readOnlySqlite_refusesWritesWithTheReasonAndServesReads() throws Exception {
    String location = "sqlite:" + folder.resolve("stub.db");
    try (CustomerSessionStub stub = start(location)) {
      put(stub, "order-1");
    }

    // Permissions would not stop a test that runs as root.
    try (CustomerSessionStub stub =
        start("sqlite:file:" + folder.resolve("stub.db") + "?mode=ro")) {
      requireReadOnly(stub);
    }
  }

  @Test
  void postgresThatBecomesReadOnly_refusesWritesWithTheReasonAndServesReads() throws Exception {
    String location = PostgresServer.newDatabase();
    String database = location.substring(location.lastIndexOf('/') + 1);
    try (CustomerSessionStub stub = start(location)) {
      put(stub, "order-1");
      setReadOnly(database, "on");

      requireReadOnly(stub);

      setReadOnly(database, "off");
      Requests.Response accepted = put(stub, "order-1");
      for (int i = 0; i < 30 && accepted.status() == 503; i++) {
        accepted = put(stub, "order-1");
      }
      assertThat(accepted.status()).isEqualTo(200);
    }
  }

  private static void requireReadOnly(CustomerSessionStub stub) throws Exception {
    Requests.Response refused = put(stub, "order-1");
    for (int i = 0; i < 30 && refused.body().contains("is not available"); i++) {
      refused = put(stub, "order-1"); // connections that are cut
    }
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("The store of this stub is read-only; reads still work");
    int read = get(stub, "order-1");
    for (int i = 0; i < 30 && read == 503; i++) {
      read = get(stub, "order-1"); // those of reads are others
    }
    assertThat(read).isEqualTo(200);
    assertThat(get(stub, "order-2")).isEqualTo(404);
  }

  private static void setReadOnly(String database, String value) {
    PostgresServer.execute(
        "postgres", "alter database " + database + " set default_transaction_read_only = " + value);
    PostgresServer.execute(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + database
            + "'");
  }
}
