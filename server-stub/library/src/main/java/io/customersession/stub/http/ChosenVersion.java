package io.customersession.stub.http;

import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.stub.session.ResponseVersion;

/**
 * The version of the API whose properties a response carries, and why.
 *
 * @param reason the setting, the control header, or the row of {@link KnownSdk}
 */
record ChosenVersion(ApiVersion version, String reason) {
  /**
   * Returns the version for a request.
   *
   * @param setting what the world or the request asks for
   * @param byHeader whether it is the request that asks for it
   */
  static ChosenVersion of(ResponseVersion setting, boolean byHeader, StubRequest request) {
    ApiVersion fixed = setting.fixed();
    return fixed == null
        ? KnownSdk.versionFor(request.header("User-Agent"))
        : new ChosenVersion(fixed, byHeader ? "header " + BehaviourHeader.NAME : "setting");
  }
}
