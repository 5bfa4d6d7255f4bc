package io.customersession.contract.stub.http;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.violation.Violations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one request in a {@link RequestPipeline}. Each step reads what earlier steps have
 * set and adds its own results. Not thread-safe.
 */
public class RequestContext {
  private final StubRequest request;
  private final Violations violations = new Violations();
  private String path;
  private @Nullable String query;
  private Router.@Nullable Route route;
  private @Nullable Operation operation;
  private @Nullable UnservedOperation unserved;
  private byte[] bytes = new byte[0];
  private @Nullable BinaryData data;
  private BodyDefinition.@Nullable Variant variant;
  private Map<String, Object> parameters = Map.of();
  private @Nullable Object body;
  private @Nullable Object result;
  private @Nullable StubResponse response;

  /** Creates the context of a request that has not been read. */
  public RequestContext(StubRequest request) {
    this.request = request;
    path = request.rawPath();
    query = request.rawQuery();
  }

  /** Returns the request as the host received it. */
  public StubRequest request() {
    return request;
  }

  /** Returns the violations of the request, as far as it has been read. */
  public Violations violations() {
    return violations;
  }

  /** Returns the path to route by, percent-encoded. Default: the path of the request. */
  public String path() {
    return path;
  }

  /** Sets the path to route by. */
  public void path(String rawPath) {
    path = rawPath;
  }

  /** Returns the query to decode, percent-encoded, or null. Default: the query of the request. */
  public @Nullable String query() {
    return query;
  }

  /** Sets the query to decode. */
  public void query(@Nullable String rawQuery) {
    query = rawQuery;
  }

  /** Sets the declared path, and the operation for the method. */
  void found(Router.Route found) {
    route = found;
    operation = found.operation(request.method());
    unserved = found.unserved(request.method());
  }

  /** Returns the declared path, or null if the path is unknown. */
  public Router.@Nullable Route route() {
    return route;
  }

  /** Returns the operation, or null if there is none or the request has not been routed. */
  public @Nullable Operation routedOperation() {
    return operation;
  }

  /**
   * Returns the operation.
   *
   * @throws IllegalStateException if there is none or the request has not been routed
   */
  public Operation operation() {
    if (operation == null) {
      throw new IllegalStateException("the request has not been routed to an operation");
    }
    return operation;
  }

  /** Returns the operation that is known but not served, or null. */
  public @Nullable UnservedOperation unserved() {
    return unserved;
  }

  /** Returns the id of the operation, served or not, or null if there is none. */
  public @Nullable String operationId() {
    return operation != null ? operation.id() : unserved != null ? unserved.id() : null;
  }

  /** Returns the security schemes of the operation, served or not. */
  public List<SecurityScheme> security() {
    return operation != null
        ? operation.security()
        : unserved != null ? unserved.security() : List.of();
  }

  /**
   * Returns the alternatives to authenticate, in each of which all schemes are needed; empty if
   * none is.
   */
  public List<List<SecurityScheme>> securityAlternatives() {
    return operation != null
        ? operation.securityAlternatives()
        : security().stream().map(List::of).toList();
  }

  /**
   * Returns the body as sent; empty if there is none or it has not been read. Of a body that may be
   * too large for the memory, the first 64 KiB only.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns a body that may be too large for the memory, or null. */
  @Nullable BinaryData data() {
    return data;
  }

  void data(BinaryData read) {
    data = read;
  }

  /** Returns the declared media type of the body, or null if it has not been checked. */
  BodyDefinition.@Nullable Variant variant() {
    return variant;
  }

  void variant(BodyDefinition.Variant declared) {
    variant = declared;
  }

  void bytes(byte[] read) {
    bytes = read;
  }

  /** Returns the values of parameters by their keys, without absent ones that have no default. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  void parameters(Map<String, Object> decoded) {
    parameters = decoded;
  }

  /**
   * Returns the members that the server adds to the schemas of the document, or null if there are
   * none. Default: null.
   */
  public @Nullable ExtraMembers extraMembers() {
    return null;
  }

  /** Returns the decoded body, or null if there is none. */
  public @Nullable Object body() {
    return body;
  }

  void body(@Nullable Object decoded) {
    body = decoded;
  }

  /** Returns the result of the operation, or null if it has none. */
  public @Nullable Object result() {
    return result;
  }

  void result(@Nullable Object returned) {
    result = returned;
  }

  /** Returns the response, or null if no step has responded. */
  public @Nullable StubResponse response() {
    return response;
  }

  /** Sets the response. The remaining steps are skipped, and the response is recorded. */
  public void respond(StubResponse with) {
    response = with;
  }
}
