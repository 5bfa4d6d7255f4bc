package io.customersession.maven;

import io.customersession.contract.InvalidContractException;
import io.customersession.contract.JsonSchemaFile;
import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** {@code schema}: writes a schema of a document as JSON Schema, for editors. */
public final class SchemaMojo extends AbstractMojo {
  private @Nullable File document;
  private @Nullable String schema;
  private @Nullable File output;

  @Override
  public void execute() throws MojoFailureException {
    if (document == null || schema == null || output == null) {
      throw new MojoFailureException("document, schema and output must be configured");
    }
    try {
      JsonSchemaFile.write(document.toPath(), schema, output.toPath());
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    }
  }
}
