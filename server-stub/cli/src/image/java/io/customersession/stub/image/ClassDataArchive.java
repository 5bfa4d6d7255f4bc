package io.customersession.stub.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes the archive of loaded classes that makes the stub of an image start faster. */
final class ClassDataArchive {
  private static final String FILE = "stub.jsa";

  /** The command of the image, in the folder of the stub; an archive is valid for the same one. */
  static final List<String> COMMAND =
      List.of("/java/bin/java", "-XX:SharedArchiveFile=" + FILE, "-jar", RootFileSystem.JAR);

  private static final int MAX_SECONDS = 60;

  private ClassDataArchive() {}

  /** Starts the stub of an image, sends a request to it, and stops it. */
  static void write(Path root) throws IOException, InterruptedException {
    Path java = root.resolve(RootFileSystem.JAVA).resolve("bin/java");
    Process base = new ProcessBuilder(java.toString(), "-Xshare:dump", "-Xlog:disable").start();
    if (base.waitFor() != 0) {
      throw new IOException("the Java runtime cannot write its class-data archive");
    }
    List<String> command = new ArrayList<>(COMMAND);
    command.set(0, java.toString());
    command.set(1, "-XX:ArchiveClassesAtExit=" + FILE);
    command.add(1, "-Xlog:cds=off,cds+dynamic=off");
    command.addAll(List.of("serve", "--port", "0", "--api-key", "key=1"));
    Path folder = root.resolve(RootFileSystem.STUB);
    Process stub =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (BufferedReader output = stub.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.contains("http://")) {
        line = output.readLine();
      }
      if (line == null) {
        throw new IOException("the stub does not start");
      }
      HttpRequest update =
          HttpRequest.newBuilder(
                  URI.create(
                      line.replaceFirst("^.*(http://[^ ]+).*$", "$1")
                          + "/v2/customer_sessions/example"))
              .header("Authorization", "ApiKey-v1 key")
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString("{\"customerSession\":{}}"))
              .build();
      int status =
          HttpClient.newHttpClient()
              .send(update, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new IOException("the stub responds with " + status);
      }
      // Unlike the process's own method, this leaves its output open.
      stub.toHandle().destroy();
      output.lines().forEach(rest -> {});
    }
    if (!stub.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || !Files.exists(folder.resolve(FILE))) {
      throw new IOException("the stub wrote no class-data archive");
    }
  }
}
