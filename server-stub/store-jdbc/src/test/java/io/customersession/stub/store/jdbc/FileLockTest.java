package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.TransferListener;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of SQLite is for one stub at a time. */
class FileLockTest {
  @TempDir private Path folder;
  private String location;

  @BeforeEach
  void name() {
    location = "sqlite:" + folder.resolve("stub.db");
  }

  private static CustomerSessionStub start(String location) {
    return CustomerSessionStub.builder().store(location).start();
  }

  private static void assertInUse(String location, ThrowingCallable open) {
    assertThatThrownBy(open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot open the store "
                + location
                + ": another stub uses it; stop that stub first, or use a store in PostgreSQL,"
                + " which stubs can share");
  }

  @Test
  void file_ofAProcess_isRefusedUntilThatIsKilled() throws Exception {
    Process process = StubProgram.run(location, StubProgram.SHORT_LIVED);
    try {
      String url = Requests.line(process.getInputStream());
      Requests.send(
          URI.create(url), "PUT", "/v2/customer_sessions/order", "{\"customerSession\":{}}");

      assertInUse(location, () -> start(location));
      assertInUse(location, () -> start(location));
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    try (CustomerSessionStub stub = start(location)) {
      assertThat(
              Requests.send(URI.create(stub.url()), "GET", "/v2/customer_sessions/order", null)
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void file_ofAStubOfTheSameProcess_isRefusedByAnyNameUntilThatIsClosed() throws Exception {
    Path link = folder.resolve("link.db");
    try (CustomerSessionStub stub = start(location)) {
      assertThat(stub.url()).isNotEmpty();
      Files.createSymbolicLink(link, folder.resolve("stub.db"));

      assertInUse(location, () -> start(location));
      assertInUse("sqlite:" + link, () -> start("sqlite:" + link));
    }
    start("sqlite:" + link).close();
  }

  @Test
  void start_thatFails_leavesNothingLocked() throws Exception {
    try (CustomerSessionStub other = CustomerSessionStub.builder().start()) {
      assertThatThrownBy(
              () -> CustomerSessionStub.builder().store(location).port(other.port()).start())
          .hasMessageContaining("cannot listen");
    }
    assertThatThrownBy(
            () ->
                CustomerSessionStub.builder()
                    .store(location)
                    .apiKey("key", 1)
                    .apiKey("key", 2)
                    .start())
        .isInstanceOf(IllegalArgumentException.class);
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a database\n".repeat(100));
    assertThatThrownBy(() -> start("sqlite:" + text)).hasMessageContaining("notes.txt");
    assertThatThrownBy(() -> start("sqlite:" + text)).hasMessageNotContaining("another stub");

    start(location).close();
  }

  @Test
  void commands_besideAStub_work() throws Exception {
    JdbcStoreProvider provider = new JdbcStoreProvider();
    ByteArrayOutputStream exported = new ByteArrayOutputStream();
    try (CustomerSessionStub stub = start(location)) {
      Requests.send(
          URI.create(stub.url()), "PUT", "/v2/customer_sessions/order", "{\"customerSession\":{}}");

      provider.migrate(location);
      assertThat(provider.status(location).sessions()).containsEntry("main", 1L);
      provider.exportWorld(location, "main", exported, TransferListener.NONE);
    }

    assertThat(exported.toString(StandardCharsets.UTF_8)).contains("\"order\"");
  }

  @Test
  void file_thatIsOnlyRead_isNotLocked() {
    Stores.at(location).close();

    try (CustomerSessionStub writer = start(location);
        Stores reader = Stores.at("sqlite:file:" + folder.resolve("stub.db") + "?mode=ro")) {
      assertThat(writer.url()).isNotEmpty();
      assertThat(reader.worlds()).isNotNull();
    }
  }

  /** As a folder is that this user may not write. */
  @Test
  void file_whoseLockCannotBeCreated_isOpened() throws Exception {
    Files.createDirectory(folder.resolve("stub.db-lock"));

    start(location).close();
  }
}
