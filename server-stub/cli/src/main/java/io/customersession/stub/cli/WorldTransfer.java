package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.stub.store.ImportResult;
import io.customersession.stub.store.ImportTarget;
import io.customersession.stub.store.StoreProvider;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Writes worlds of a store to files, and reads them. */
final class WorldTransfer {
  private static final String WORLD = "--world";
  private static final String FILE = "--file";
  private static final String REPLACE = "--replace";
  private static final String DEFAULT_WORLD = "main";

  private WorldTransfer() {}

  static OptionSpec exported() {
    return world("The world. Default: " + DEFAULT_WORLD + ".");
  }

  static OptionSpec target() {
    return world("The world that gets the content. Default: the name that it had.");
  }

  private static OptionSpec world(String description) {
    return OptionSpec.builder(WORLD)
        .paramLabel("NAME")
        .type(String.class)
        .description(description)
        .build();
  }

  static OptionSpec output() {
    return file("The file to write. Default: standard output.");
  }

  static OptionSpec input() {
    return file("The file to read. Default: standard input.");
  }

  private static OptionSpec file(String description) {
    return OptionSpec.builder(FILE)
        .paramLabel("FILE")
        .type(Path.class)
        .description(description)
        .build();
  }

  static OptionSpec replace() {
    return OptionSpec.builder(REPLACE)
        .type(boolean.class)
        .description(
            "Replaces what the world has. Otherwise only a world without sessions and profiles gets"
                + " content.")
        .build();
  }

  static int exportWorld(StoreProvider provider, String location, ParseResult parsed) {
    String world = parsed.matchedOptionValue(WORLD, DEFAULT_WORLD);
    Path file = parsed.matchedOptionValue(FILE, null);
    ProgressBar bar = ProgressBar.of(Terminal.of(System.getenv()), System.err);
    try (OutputStream out = new BufferedOutputStream(opened(file))) {
      provider.exportWorld(location, world, out, bar);
    } catch (IOException e) {
      throw cannot("write", file, e);
    } finally {
      bar.end();
    }
    System.err.println(
        "exported the world " + Printable.of(world) + " in " + bar.lines() + " lines");
    return 0;
  }

  private static OutputStream opened(@Nullable Path file) throws IOException {
    // Not System.out, which hides that nobody reads any more.
    return file == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(file);
  }

  static int importWorld(StoreProvider provider, String location, ParseResult parsed) {
    Path file = parsed.matchedOptionValue(FILE, null);
    ImportTarget target =
        new ImportTarget(parsed.matchedOptionValue(WORLD, null), parsed.hasMatchedOption(REPLACE));
    ProgressBar bar = ProgressBar.of(Terminal.of(System.getenv()), System.err);
    ImportResult result;
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      result =
          provider.importWorld(
              location, target, bar.reading(in, file == null ? 0 : Files.size(file)), bar);
    } catch (IOException e) {
      throw cannot("read", file, e);
    } finally {
      bar.end();
    }
    if (result.resumedAt() > 0) {
      System.out.println(
          "continued after line " + result.resumedAt() + ", where an earlier import stopped");
    }
    System.out.println(
        "imported "
            + result.imported()
            + " lines into the world "
            + Printable.of(result.world())
            + (result.refused() > 0 ? ", and refused " + result.refused() : ""));
    return result.refused() > 0 ? Main.VIOLATIONS : 0;
  }

  private static UncheckedIOException cannot(String what, @Nullable Path file, IOException e) {
    return new UncheckedIOException(
        "cannot "
            + what
            + " "
            + (file == null ? "the lines" : file)
            + ": "
            + e.getClass().getSimpleName(),
        e);
  }
}
