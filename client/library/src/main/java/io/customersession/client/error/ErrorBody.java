package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorResponse;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of an error response, empty if it does not have the documented format. */
final class ErrorBody {
  private final @Nullable ErrorResponse response;

  private ErrorBody(@Nullable ErrorResponse response) {
    this.response = response;
  }

  static ErrorBody of(ApiException failure) {
    return new ErrorBody(Json.decodeResponse(ErrorResponse.Codec.INSTANCE, failure.body()).value());
  }

  String message() {
    Object message =
        response == null ? null : ErrorResponse.Codec.INSTANCE.property(response, "message");
    return message instanceof String ? (String) message : "";
  }

  List<ErrorEntry> errors() {
    List<ErrorEntry> errors = response == null ? null : response.getErrors();
    return errors == null ? List.of() : errors;
  }

  /** Returns where the request violates the document, or null if the server has left it out. */
  static @Nullable ErrorSource source(ErrorEntry entry) {
    return (ErrorSource) ErrorEntry.Codec.INSTANCE.property(entry, "source");
  }

  /** Returns the explanation, or an empty string if the server has left it out. */
  static String details(ErrorEntry entry) {
    return entry.getDetails() == null ? "" : entry.getDetails();
  }

  /** Returns the title, or an empty string if the server has left it out. */
  static String title(ErrorEntry entry) {
    Object title = ErrorEntry.Codec.INSTANCE.property(entry, "title");
    return title instanceof String ? (String) title : "";
  }
}
