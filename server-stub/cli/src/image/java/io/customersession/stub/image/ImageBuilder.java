package io.customersession.stub.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds the image of the runnable jar as a tarball, which {@code docker load} and {@code podman
 * load} read. No engine is needed. Each layer changes less often than the next one: C library, Java
 * runtime, stub.
 */
public final class ImageBuilder {
  private static final int PORT = 8080;

  private ImageBuilder() {}

  /**
   * Builds an image.
   *
   * @param args the runnable jar, a directory that is replaced by the image's files, the tarball to
   *     write, and the image's name with its tag
   */
  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[0]);
    Path root = Path.of(args[1]).toAbsolutePath();
    Path tarball = Path.of(args[2]);
    RootFileSystem files = new RootFileSystem(root);
    files.create(jar);
    ClassDataArchive.write(root);
    files.setTimes();

    JibContainerBuilder image =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(architecture(), "linux")))
            .setUser(RootFileSystem.USER_ID + ":" + RootFileSystem.USER_ID)
            .setWorkingDirectory(AbsoluteUnixPath.get("/" + RootFileSystem.STUB))
            .setEnvironment(Map.of("STUB_HOST", "0.0.0.0", "STUB_PORT", Integer.toString(PORT)))
            .setExposedPorts(Set.of(Port.tcp(PORT)))
            .setEntrypoint(ClassDataArchive.COMMAND)
            .setProgramArguments(List.of("serve"));
    for (String layer : RootFileSystem.LAYERS) {
      image.addFileEntriesLayer(layer(root, layer));
    }
    image.containerize(
        Containerizer.to(TarImage.at(tarball).named(args[3]))
            .setToolName("customer-session-stub")
            .setApplicationLayersCache(root.resolveSibling("image-cache"))
            .setBaseImageLayersCache(root.resolveSibling("image-cache"))
            .setOfflineMode(true));
    System.out.printf("%s, %,d bytes%n", tarball, Files.size(tarball));
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  /** Returns the files of a layer, which all have the same time in every build. */
  private static FileEntriesLayer layer(Path root, String name) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    Path directory = root.resolve(name);
    Path above = name.equals(RootFileSystem.SYSTEM) ? directory : root;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(each -> !each.equals(above)).sorted().toList()) {
        layer.addEntry(
            file,
            AbsoluteUnixPath.get("/" + above.relativize(file)),
            FilePermissions.fromPosixFilePermissions(Files.getPosixFilePermissions(file)),
            RootFileSystem.TIME.toInstant());
      }
    }
    return layer.build();
  }
}
