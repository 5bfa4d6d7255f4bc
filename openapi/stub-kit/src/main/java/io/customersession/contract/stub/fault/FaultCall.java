package io.customersession.contract.stub.fault;

import io.customersession.contract.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that faults depend on.
 *
 * @param operation the operation
 * @param resourceId the id of the resource that the path names, or null if it names none
 * @param method the HTTP method
 * @param path the path as sent, percent-encoded
 * @param query the query as sent, percent-encoded, or null if there is none
 * @param body the bytes of the body
 * @param requested the faults that the request itself asks for, or null if it has no such header
 */
@SuppressWarnings("ArrayRecordComponent") // only read, and never compared
public record FaultCall(
    Operation operation,
    @Nullable String resourceId,
    String method,
    String path,
    @Nullable String query,
    byte[] body,
    @Nullable List<Fault> requested) {}
