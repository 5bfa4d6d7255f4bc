package io.customersession.stub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.CustomerSessionStub;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores are found by their location, and closed with their stub. */
class StoresTest {
  private static final List<String> EVENTS = new ArrayList<>();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  /** Opens stores in memory that say which worlds they are for. */
  public static final class NotingProvider implements StoreProvider {
    @Override
    public boolean knows(String location) {
      return location.startsWith("noting:");
    }

    @Override
    public Stores open(String location, StoreOptions options) {
      EVENTS.add("open " + location);
      return new Stores() {
        @Override
        public Store open(String world, StoreLimits limits) {
          EVENTS.add("world " + world);
          return new MemoryStore(limits);
        }

        @Override
        public void close() {
          EVENTS.add("close");
        }
      };
    }
  }

  @BeforeEach
  void provide(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(StoreProvider.class.getName()), NotingProvider.class.getName());
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
    EVENTS.clear();
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void stub_withAProvidersLocation_usesItsStoresAndClosesThem() {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store("noting:a").start()) {
      stub.world("other");
    }

    assertThat(EVENTS).containsExactly("open noting:a", "world main", "world other", "close");
  }

  @Test
  void stub_thatCannotListen_closesItsStores() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  CustomerSessionStub.builder()
                      .store("noting:a")
                      .host(taken.getInetAddress().getHostAddress())
                      .port(taken.getLocalPort())
                      .start())
          .isInstanceOf(UncheckedIOException.class);
    }

    assertThat(EVENTS).endsWith("close");
  }

  @Test
  void location_thatNothingKnows_isRefusedWithTheArtifactAndWithoutThePassword() {
    assertThatThrownBy(
            () ->
                CustomerSessionStub.builder().store("postgresql://stub:topsecret@db/stub").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("postgresql:")
        .hasMessageContaining("io.customersession:customer-session-store-jdbc")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void text_thatIsNoLocation_isRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> CustomerSessionStub.builder().store("topsecret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("store " + Stores.RULE);
  }

  @Test
  void worldPerKey_withAStoreThatOutlivesTheStub_isRefused() {
    assertThatThrownBy(
            () -> CustomerSessionStub.builder().store("noting:a").worldPerKey(true).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("worldPerKey needs the store memory");
  }

  @Test
  void environment_setsTheStore() {
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().environment(Map.of("STUB_STORE", "noting:b")).start()) {
      assertThat(stub.isRunning()).isTrue();
    }

    assertThat(EVENTS).startsWith("open noting:b");
  }
}
