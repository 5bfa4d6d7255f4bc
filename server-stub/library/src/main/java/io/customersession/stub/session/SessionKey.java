package io.customersession.stub.session;

/**
 * What a session is found by.
 *
 * @param application the application it belongs to
 * @param id the id chosen by the caller, unique within the application
 */
public record SessionKey(long application, String id) {
  // A record's own equals and hashCode are linked when they are first called, and that takes 20 ms
  // of
  // the first request.
  @Override
  public boolean equals(Object other) {
    return other instanceof SessionKey that
        && application == that.application
        && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(application) + id.hashCode();
  }
}
