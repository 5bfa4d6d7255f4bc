package io.customersession.contract.control;

import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.stub.http.RequestContext;
import io.customersession.contract.stub.http.StubRequest;
import java.util.Map;

/** The context of a request to the control API. */
final class ControlContext extends RequestContext {
  private final ExtraMembers extras;
  private boolean isXml;

  /**
   * Creates the context of a request of which nothing has been read.
   *
   * @param extras the codecs of members that the stub adds to the document, by schema and name
   */
  ControlContext(StubRequest request, Map<String, Map<String, JsonCodec<?>>> extras) {
    super(request);
    this.extras = new ExtraMembers(extras);
  }

  @Override
  public ExtraMembers extraMembers() {
    return extras;
  }

  /** Returns true if the request asks for a response in XML. */
  boolean isXml() {
    return isXml;
  }

  void isXml(boolean xml) {
    isXml = xml;
  }
}
