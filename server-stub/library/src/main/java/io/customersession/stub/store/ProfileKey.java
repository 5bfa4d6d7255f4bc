package io.customersession.stub.store;

/**
 * The key of a profile.
 *
 * @param application the application it belongs to
 * @param integrationId the id chosen by the caller, unique within the application
 */
public record ProfileKey(long application, String integrationId) {
  // Linking the equals and hashCode of a record costs a start 70 ms and 3 MB (decision 0142).
  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileKey that
        && application == that.application
        && integrationId.equals(that.integrationId);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(application) + integrationId.hashCode();
  }
}
