package io.customersession.maven;

import io.customersession.contract.Diagnostics;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.InvalidContractException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code serve}: serves a document by its default handlers, without a project and without Java. It
 * prints what each operation does and why, and runs until it is interrupted. With {@code plan}, it
 * only prints.
 */
public final class ServeMojo extends DocumentMojo {
  private int port;
  private boolean plan;
  private @Nullable String libraries;
  private @Nullable MavenSession session;
  private @Nullable RepositorySystem repositories;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (document == null) {
      throw new MojoFailureException("specify -Ddocument=FILE");
    }
    try {
      EntityPlan made = EntityPlan.unambiguous(checked(document, false), selection());
      made.text().lines().forEach(getLog()::info);
      Diagnostics.warnings(made.diagnostics()).forEach(getLog()::warn);
      if (!plan) {
        serve(document);
        Thread.currentThread().join();
      }
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      // What the generator throws, of classes of its own class path.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new MojoExecutionException(String.valueOf(cause.getMessage()), e);
    } catch (ReflectiveOperationException | IOException | DependencyResolutionException e) {
      throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs the generator with a class path of its own: Maven's does not have the stock generator. */
  private void serve(File file)
      throws ReflectiveOperationException, IOException, DependencyResolutionException {
    // The stock generator logs each file; its logger has not been loaded yet.
    System.setProperty("org.slf4j.simpleLogger.log.org.openapitools", "warn");
    List<Path> classPath = classPath();
    List<URL> urls = new ArrayList<>();
    urls.add(ServeMojo.class.getProtectionDomain().getCodeSource().getLocation());
    for (Path each : classPath) {
      urls.add(each.toUri().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    // The stock generator asks the thread for plug-ins of its own, which must be those beside ours.
    Thread.currentThread().setContextClassLoader(loader);
    String path =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    String[] arguments = {
      file.getAbsolutePath(),
      Integer.toString(port),
      path,
      Objects.requireNonNullElse(include, ""),
      Objects.requireNonNullElse(exclude, ""),
      Boolean.toString(omitInvalid)
    };
    loader
        .loadClass("io.customersession.codegen.ServedDocument")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private List<Path> classPath() throws DependencyResolutionException {
    MavenSession build = Objects.requireNonNull(session, "session");
    CollectRequest collect = new CollectRequest();
    for (String library : Objects.requireNonNull(libraries, "libraries").split(",", -1)) {
      collect.addDependency(new Dependency(new DefaultArtifact(library.strip()), "runtime"));
    }
    collect.setRepositories(build.getCurrentProject().getRemotePluginRepositories());
    return Objects.requireNonNull(repositories, "repositories")
        .resolveDependencies(build.getRepositorySession(), new DependencyRequest(collect, null))
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .map(artifact -> artifact.getFile().toPath())
        .toList();
  }
}
