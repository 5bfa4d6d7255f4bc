package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Requests;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of a stub whose process has run out of heap or file descriptors. The number of
 * rounds can be set with {@code -Dexhaustion.rounds=20}.
 */
class ExhaustionTest {
  private static final int ROUNDS = Integer.getInteger("exhaustion.rounds", 1);
  private static final int MAX_WAIT_SECONDS = 60;

  /** Far more than the heap, so that nothing is refused before it is full. */
  private static final String NO_BUDGET = "1000000000000";

  @Test
  void exhaustedHeap_endsTheProcess_withAnExitCodeAndOneLine() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (StubProcess stub =
          StubProcess.serve(
              List.of("-Xmx40m", "-XX:+UseSerialGC"),
              "serve",
              "--port",
              "0",
              "--max-memory",
              NO_BUDGET)) {
        URI url = stub.url();
        int sent = fill(url, stub);

        assertThat(stub.exitCode(MAX_WAIT_SECONDS))
            .as("after %d requests; standard error: %s", sent, stub.err())
            .isEqualTo(Main.OUT_OF_MEMORY);
        assertThat(stub.err().lines())
            .filteredOn(line -> line.startsWith("the stub "))
            .singleElement()
            .asString()
            .contains("--max-memory");
      }
    }
  }

  /** Stores sessions with large attributes until the process is gone. */
  private static int fill(URI url, StubProcess stub) {
    String value = "x".repeat(200_000);
    int sent = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    while (stub.isAlive() && System.nanoTime() < end) {
      try {
        Requests.send(
            url,
            "PUT",
            "/v2/customer_sessions/s" + sent,
            "{\"customerSession\":{\"attributes\":{\"a\":\"" + value + "\"}}}");
      } catch (IOException e) {
        // The process may be at its end.
      }
      sent++;
    }
    return sent;
  }

  @Test
  void exhaustedDescriptors_beforeAnyConnectionWasClosed_areSurvived(@TempDir Path folder)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (StubProcess stub =
          StubProcess.packed(
              List.of("bash", "-c", "ulimit -n 300; exec \"$0\" \"$@\""),
              folder,
              Main.class,
              "--port",
              "0")) {
        URI url = stub.url();
        List<Socket> sockets = new ArrayList<>();
        try {
          for (int i = 0; i < 400; i++) {
            sockets.add(Requests.connect(url));
          }
          // The first ones are accepted, and are the first to be closed by the stub.
          for (Socket socket : sockets) {
            socket.shutdownOutput();
          }
        } finally {
          for (Socket socket : sockets) {
            socket.close();
          }
        }

        assertThat(isHealthyWithin(url, MAX_WAIT_SECONDS)).as(stub.err()).isTrue();
        stub.terminate();
        assertThat(stub.exitCode(MAX_WAIT_SECONDS)).isEqualTo(143);
      }
    }
  }

  @Test
  void embeddedStub_whoseHeapWasExhausted_respondsOrRefuses_andItsJvmGoesOn() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (StubProcess program =
          StubProcess.start(
              List.of(), List.of("-Xmx40m", "-XX:+UseSerialGC"), EmbeddedStub.class)) {
        URI url = program.url();
        assertThat(Requests.isHealthy(url)).isTrue();
        program.writeLine("fill");
        assertThat(program.readLine()).as(program.err()).isEqualTo("full");
        List<Socket> sockets = new ArrayList<>();
        try {
          connect(sockets, url);
          assertThat(program.readLine()).as(program.err()).isEqualTo("filled");
          program.writeLine("release");
          assertThat(program.readLine()).as(program.err()).isEqualTo("released");

          boolean refused = isRefusedWithin(url, MAX_WAIT_SECONDS);
          program.writeLine("end");
          assertThat(program.readLine()).as(program.err()).isEqualTo("running: " + !refused);
          assertThat(program.exitCode(MAX_WAIT_SECONDS)).as(program.err()).isZero();
          assertThat(program.err().split("the server has stopped", -1))
              .as(program.err())
              .hasSize(refused ? 2 : 1);
        } finally {
          for (Socket socket : sockets) {
            socket.close();
          }
        }
      }
    }
  }

  /** Gives the server something to do while its heap is full. */
  private static void connect(List<Socket> sockets, URI url) {
    try {
      for (int i = 0; i < 50; i++) {
        sockets.add(Requests.connect(url));
      }
    } catch (IOException e) {
      // The stub has given up its port already.
    }
  }

  /** Returns whether connections are refused, as soon as they are, or requests responded to. */
  private static boolean isRefusedWithin(URI url, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      try (Socket socket = Requests.connect(url)) {
        if (Requests.isHealthy(url)) {
          return false;
        }
      } catch (ConnectException e) {
        return true;
      } catch (IOException e) {
        // The connection was closed just now.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("neither responds nor refuses connections");
  }

  private static boolean isHealthyWithin(URI url, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      if (Requests.isHealthy(url)) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }
}
