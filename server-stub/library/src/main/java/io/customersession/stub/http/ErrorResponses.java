package io.customersession.stub.http;

import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.http.RequestAbortedException;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.lifecycle.TransitionRejected;
import io.customersession.stub.model.ConflictResponse;
import io.customersession.stub.model.ErrorEntry;
import io.customersession.stub.model.ErrorResponse;
import io.customersession.stub.model.ErrorResponseWithStatus;
import io.customersession.stub.model.ErrorSource;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.ConflictException;
import io.customersession.stub.session.EpochOverException;
import io.customersession.stub.session.NotFoundException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns every reason for not carrying out a request into the response that the document has for it,
 * and records it.
 */
final class ErrorResponses {
  private static final System.Logger LOGGER = System.getLogger(ErrorResponses.class.getName());

  private ErrorResponses() {}

  static StubResponse response(
      @Nullable Operation operation, Recording recording, Throwable thrown) {
    if (thrown instanceof InvalidRequestException invalid) {
      invalid
          .violations()
          .forEach(each -> SessionViolations.RECORDER.add(recording, operation, each, true));
      List<ErrorEntry> entries = invalid.violations().stream().map(ErrorResponses::entry).toList();
      return response(
          operation, recording, 400, String.valueOf(invalid.getMessage()), entries, Map.of());
    }
    if (thrown instanceof TransitionRejected rejected) {
      SessionViolations.add(recording, rejected);
      return response(
          operation,
          recording,
          SessionState.refusedStatus(),
          String.valueOf(rejected.getMessage()),
          List.of(entry(rejected)),
          Map.of());
    }
    if (thrown instanceof HttpError refusal) {
      SessionViolations.RECORDER.add(recording, refusal);
      return response(
          operation,
          recording,
          refusal.status(),
          String.valueOf(refusal.getMessage()),
          null,
          refusal.headers());
    }
    if (thrown instanceof RequestAbortedException aborted) {
      return response(
          operation,
          recording,
          400,
          String.valueOf(aborted.getMessage()),
          null,
          Map.of("Connection", "close"));
    }
    if (thrown instanceof EpochOverException) {
      return response(
          operation,
          recording,
          503,
          String.valueOf(thrown.getMessage()),
          null,
          Map.of("Connection", "close"));
    }
    int status = status(thrown);
    if (status == 500) {
      LOGGER.log(System.Logger.Level.ERROR, "the stub failed to carry out a request", thrown);
      return response(
          operation,
          recording,
          status,
          "The stub failed to carry out this request; its log has the reason",
          null,
          Map.of());
    }
    return response(
        operation, recording, status, String.valueOf(thrown.getMessage()), null, Map.of());
  }

  /**
   * Returns the response to a request that began before its world was reset, restored or dropped.
   */
  static StubResponse ofFormerEpoch() {
    return response(null, Recording.none(), new EpochOverException());
  }

  private static int status(Throwable thrown) {
    if (thrown instanceof NotFoundException) {
      return 404;
    }
    if (thrown instanceof ConflictException) {
      return 409;
    }
    return thrown instanceof StoreFullException ? 507 : 500;
  }

  private static StubResponse response(
      @Nullable Operation operation,
      Recording recording,
      int status,
      String message,
      @Nullable List<ErrorEntry> entries,
      Map<String, String> headers) {
    String schema = operation == null ? null : operation.errorSchema(status);
    byte[] body;
    if (ErrorResponse.Codec.INSTANCE.schemaName().equals(schema)) {
      body =
          checked(
              recording,
              ErrorResponse.Codec.INSTANCE,
              ErrorResponse.builder().message(message).errors(entries).build());
    } else if (ConflictResponse.Codec.INSTANCE.schemaName().equals(schema)) {
      body =
          checked(
              recording,
              ConflictResponse.Codec.INSTANCE,
              ConflictResponse.builder()
                  .message(message)
                  .errors(List.of())
                  .statusCode(status)
                  .build());
    } else {
      body =
          checked(
              recording,
              ErrorResponseWithStatus.Codec.INSTANCE,
              ErrorResponseWithStatus.builder()
                  .message(message)
                  .errors(entries)
                  .statusCode(status)
                  .build());
    }
    return new StubResponse(status, headers, body);
  }

  /** Returns a body, and records what it has that the document does not allow. */
  private static <T> byte[] checked(Recording recording, ModelCodec<T> codec, T body) {
    if (recording.looksAt(ContractRule.RESPONSE)) {
      codec
          .check(body)
          .all()
          .forEach(each -> SessionViolations.RECORDER.addOfResponse(recording, each));
    }
    // A rule's reason may have half a character, and a refusal must not fail in turn.
    return Printable.utf8(codec.toText(body));
  }

  private static ErrorEntry entry(Violation violation) {
    ErrorSource.Builder source = ErrorSource.builder();
    switch (violation.source()) {
      case POINTER -> source.pointer(violation.location());
      case PARAMETER -> source.parameter(violation.location());
      case LINE -> source.line(violation.location());
    }
    return ErrorEntry.builder()
        .title(violation.rule().title())
        .details(violation.details())
        .source(source.build())
        .build();
  }

  private static ErrorEntry entry(TransitionRejected rejected) {
    return ErrorEntry.builder()
        .title(rejected.title())
        .details(rejected.details())
        .source(ErrorSource.builder().pointer(rejected.pointer()).build())
        .build();
  }
}
