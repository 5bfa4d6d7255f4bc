package io.customersession.maven;

import io.customersession.codegen.Generation;
import io.customersession.contract.InvalidContractException;
import java.io.File;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** {@code generate}: a client or a server stub from a document, if anything changed since. */
public final class GenerateMojo extends AbstractMojo {
  private @Nullable MavenProject project;
  private @Nullable File document;
  private @Nullable String generator;
  private @Nullable String basePackage;
  private @Nullable File output;
  private @Nullable File templates;
  private @Nullable File generatorSources;
  private boolean forTests;
  private Map<String, String> options = Map.of();

  @Override
  public void execute() throws MojoFailureException {
    if (project == null
        || document == null
        || generator == null
        || basePackage == null
        || output == null) {
      throw new MojoFailureException("document, generator and basePackage must be configured");
    }
    try {
      if (generatorSources != null && generatorSources.isDirectory()) {
        Generation.requireMadeFrom(generatorSources.toPath());
      }
      boolean generated =
          new Generation(
                  document.toPath(),
                  generator,
                  basePackage,
                  output.toPath(),
                  templates == null ? null : templates.toPath(),
                  options)
              .run();
      getLog()
          .info(
              generated
                  ? "generated from " + document
                  : "nothing changed since the last generation from " + document);
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    }
    String sources = new File(output, Generation.SOURCES).getPath();
    if (forTests) {
      project.addTestCompileSourceRoot(sources);
    } else {
      project.addCompileSourceRoot(sources);
    }
  }
}
