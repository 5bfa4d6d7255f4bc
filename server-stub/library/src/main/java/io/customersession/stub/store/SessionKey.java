package io.customersession.stub.store;

/**
 * The key of a session.
 *
 * @param application the application it belongs to
 * @param id the id chosen by the caller, unique within the application
 */
public record SessionKey(long application, String id) {
  // The equals and hashCode of a record are linked at the first call, which takes 20 ms.
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
