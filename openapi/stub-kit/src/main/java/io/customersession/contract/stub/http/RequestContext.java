package io.customersession.contract.stub.http;

import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.violation.Violations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one request on its way through a {@link RequestPipeline}. It is handed from
 * step to step; each step reads what earlier ones found and adds its own. Not safe for use by
 * several threads.
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
  private Map<String, Object> parameters = Map.of();
  private @Nullable Object body;
  private @Nullable Object result;
  private @Nullable StubResponse response;

  /** Creates the context of a request of which nothing has been read. */
  public RequestContext(StubRequest request) {
    this.request = request;
    path = request.rawPath();
    query = request.rawQuery();
  }

  /** Returns the request as the host received it. */
  public StubRequest request() {
    return request;
  }

  /** Returns what the request breaks, as far as it has been read. */
  public Violations violations() {
    return violations;
  }

  /** Returns the path to route by, percent-encoded. Default: that of the request. */
  public String path() {
    return path;
  }

  /** Sets the path to route by. */
  public void path(String rawPath) {
    path = rawPath;
  }

  /** Returns the query to decode, percent-encoded, or null. Default: that of the request. */
  public @Nullable String query() {
    return query;
  }

  /** Sets the query to decode. */
  public void query(@Nullable String rawQuery) {
    query = rawQuery;
  }

  /** Sets what the router found for path and method. */
  void found(Router.Route found) {
    route = found;
    operation = found.operation(request.method());
    unserved = found.unserved(request.method());
  }

  /** Returns the path's declaration, or null if it is unknown. */
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

  /** Returns the body as sent; empty if there is none or it has not been read. */
  public byte[] bytes() {
    return bytes;
  }

  void bytes(byte[] read) {
    bytes = read;
  }

  /** Returns the parameters' values by name; an absent parameter without a default is not in it. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  void parameters(Map<String, Object> decoded) {
    parameters = decoded;
  }

  /**
   * Returns the members of the body that the server declares itself, or null if it declares none.
   * Default: null.
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

  /** Returns what the operation returned, or null if it returned nothing. */
  public @Nullable Object result() {
    return result;
  }

  void result(@Nullable Object returned) {
    result = returned;
  }

  /** Returns the response, or null as long as there is none. */
  public @Nullable StubResponse response() {
    return response;
  }

  /** Ends the request: the remaining steps are skipped, except for those that record it. */
  public void respond(StubResponse with) {
    response = with;
  }
}
