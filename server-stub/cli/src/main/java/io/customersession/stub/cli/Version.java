package io.customersession.stub.cli;

import picocli.CommandLine;

/** Reads the version from the manifest of the jar. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"customer-session-stub " + (version == null ? "(not packaged)" : version)};
  }
}
