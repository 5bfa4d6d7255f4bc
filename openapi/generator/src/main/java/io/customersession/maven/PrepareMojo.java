package io.customersession.maven;

import io.customersession.codegen.UpToDateCheck;
import io.customersession.contract.Composition;
import io.customersession.contract.Diagnostic;
import io.customersession.contract.Diagnostics;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.Selection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * {@code prepare}: before the stock {@code openapi-generator-maven-plugin} runs our generators,
 * checks the document of each of its executions, with file, line and column, and finds out whether
 * anything changed since it was generated from. If not, the property {@code
 * contract.unchanged.EXECUTION} is true, which the execution skips by. Before that it can compose a
 * document of two, for an execution to generate from.
 */
public final class PrepareMojo extends AbstractMojo {
  private static final String STOCK_PLUGIN = "org.openapitools:openapi-generator-maven-plugin";
  private static final String OUR_GENERATORS = "contract-";

  /** Other files that an execution may read. */
  private static final List<String> FILES = List.of("configurationFile", "ignoreFileOverride");

  private @Nullable MavenProject project;
  private @Nullable MavenSession session;
  private @Nullable MojoExecution mojoExecution;
  private @Nullable File generatorSources;
  private @Nullable File extension;
  private @Nullable File composed;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (project == null || session == null || mojoExecution == null) {
      throw new MojoExecutionException("this goal requires a project");
    }
    Plugin stock = project.getPlugin(STOCK_PLUGIN);
    if (stock == null) {
      throw new MojoFailureException(
          "nothing to prepare: the project does not use " + STOCK_PLUGIN);
    }
    try {
      if (generatorSources != null && generatorSources.isDirectory()) {
        UpToDateCheck.requireMadeFrom(generatorSources.toPath());
      }
      if (extension != null && composed != null) {
        Composition.write(extension.toPath(), composed.toPath());
      }
      PluginParameterExpressionEvaluator expressions =
          new PluginParameterExpressionEvaluator(session, mojoExecution);
      for (PluginExecution execution : stock.getExecutions()) {
        if (execution.getConfiguration() instanceof Xpp3Dom configuration
            && value(configuration, "generatorName", expressions).startsWith(OUR_GENERATORS)) {
          requireSameVersion(stock, mojoExecution);
          prepare(project, stock, execution.getId(), configuration, expressions);
        }
      }
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    } catch (ExpressionEvaluationException e) {
      throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
    }
  }

  private void prepare(
      MavenProject owner,
      Plugin stock,
      String id,
      Xpp3Dom configuration,
      PluginParameterExpressionEvaluator expressions)
      throws ExpressionEvaluationException, MojoFailureException {
    String document = value(configuration, "inputSpec", expressions);
    if (document.isEmpty()) {
      throw new MojoFailureException(
          "the execution \"" + id + "\" of " + STOCK_PLUGIN + " has no inputSpec");
    }
    String output = value(configuration, "output", expressions);
    if (output.isEmpty()) {
      output = owner.getBuild().getDirectory() + "/generated-sources/openapi";
    }
    String templates = value(configuration, "templateDirectory", expressions);
    String property = "contract.unchanged." + id;
    Xpp3Dom skip = configuration.getChild("skip");
    if (skip == null || !("${" + property + "}").equals(skip.getValue())) {
      getLog()
          .warn(
              "the execution \""
                  + id
                  + "\" generates on every build; configure <skip>${"
                  + property
                  + "}</skip> to skip it if nothing changed");
    }
    Document checked = Document.load(path(owner, document));
    List<Diagnostic> warnings = selection(configuration, expressions).check(checked);
    boolean changed =
        new UpToDateCheck(
                path(owner, document),
                path(owner, output),
                templates.isEmpty() ? null : path(owner, templates),
                settings(owner, stock, configuration, expressions))
            .prepare(checked);
    if (changed) {
      Diagnostics.warnings(warnings).forEach(getLog()::warn);
    }
    owner.getProperties().setProperty(property, Boolean.toString(!changed));
    getLog().info((changed ? "generating from " : "up to date: ") + document);
  }

  /** Returns the part of the document that an execution generates from. */
  private static Selection selection(
      Xpp3Dom configuration, PluginParameterExpressionEvaluator expressions)
      throws ExpressionEvaluationException {
    Map<String, Object> options = new TreeMap<>();
    Xpp3Dom configured = configuration.getChild("configOptions");
    for (Xpp3Dom option : configured == null ? new Xpp3Dom[0] : configured.getChildren()) {
      Object value = expressions.evaluate(option.getValue(), String.class);
      if (value != null) {
        options.put(option.getName(), value);
      }
    }
    return Selection.ofOptions(options::get);
  }

  /** Returns everything that the output depends on besides the document and the templates. */
  private String settings(
      MavenProject owner,
      Plugin stock,
      Xpp3Dom configuration,
      PluginParameterExpressionEvaluator expressions)
      throws ExpressionEvaluationException, MojoFailureException {
    Map<Object, Object> properties = new TreeMap<>();
    if (session != null) {
      for (Properties all :
          List.of(
              session.getSystemProperties(), owner.getProperties(), session.getUserProperties())) {
        for (String name : all.stringPropertyNames()) {
          if (name.startsWith("codegen.") || name.startsWith("openapi.")) {
            properties.put(name, all.getProperty(name));
          }
        }
      }
    }
    List<Object> settings =
        new ArrayList<>(
            List.of(stock.getVersion(), stock.getDependencies(), configuration, properties));
    for (String name : FILES) {
      String file = value(configuration, name, expressions);
      if (!file.isEmpty() && Files.isRegularFile(path(owner, file))) {
        settings.add(content(path(owner, file)));
      }
    }
    for (Dependency dependency : stock.getDependencies()) {
      // Our own snapshot is compared by content; other snapshots may change under the same version.
      if (dependency.getVersion().endsWith("-SNAPSHOT") && !isOurs(dependency)) {
        settings.add(Instant.now());
      }
    }
    return settings.toString();
  }

  private static String content(Path file) throws MojoFailureException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new MojoFailureException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isOurs(Dependency dependency) {
    return mojoExecution != null
        && dependency.getGroupId().equals(mojoExecution.getGroupId())
        && dependency.getArtifactId().equals(mojoExecution.getArtifactId());
  }

  /** The generators must have the version of this goal, which compares their code. */
  private void requireSameVersion(Plugin stock, MojoExecution self) throws MojoFailureException {
    for (Dependency dependency : stock.getDependencies()) {
      if (isOurs(dependency)) {
        if (dependency.getVersion().equals(self.getVersion())) {
          return;
        }
        throw new MojoFailureException(
            STOCK_PLUGIN
                + " depends on the generators in version "
                + dependency.getVersion()
                + ", but the goal \"prepare\" has version "
                + self.getVersion());
      }
    }
    throw new MojoFailureException(
        STOCK_PLUGIN
            + " must have the generators as a dependency: "
            + self.getGroupId()
            + ":"
            + self.getArtifactId()
            + ":"
            + self.getVersion());
  }

  /**
   * Returns the configuration of an execution, or the property that the stock plugin reads instead.
   */
  private static String value(
      Xpp3Dom configuration, String name, PluginParameterExpressionEvaluator expressions)
      throws ExpressionEvaluationException {
    Xpp3Dom child = configuration.getChild(name);
    String text =
        child == null || child.getValue() == null
            ? "${openapi.generator.maven.plugin." + name + "}"
            : child.getValue();
    Object value = expressions.evaluate(text, String.class);
    return value == null ? "" : value.toString();
  }

  private static Path path(MavenProject owner, String text) {
    return owner.getBasedir().toPath().resolve(text).normalize();
  }
}
