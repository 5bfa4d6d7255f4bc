package io.customersession.stub.profile;

/**
 * What a profile is found by.
 *
 * @param application the application it belongs to
 * @param integrationId the id chosen by the caller, unique within the application
 */
public record ProfileKey(long application, String integrationId) {
  // A record's own equals and hashCode are linked when they are first called, and that takes 20 ms
  // of
  // the first request.
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
