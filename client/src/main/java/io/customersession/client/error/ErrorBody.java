package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorResponse;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a refusal, if it is one of the document's. */
final class ErrorBody {
  private final @Nullable ErrorResponse response;

  private ErrorBody(@Nullable ErrorResponse response) {
    this.response = response;
  }

  static ErrorBody of(ApiException answer) {
    return new ErrorBody(Json.decodeResponse(ErrorResponse.Codec.INSTANCE, answer.body()).value());
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

  /** Returns the title, or the empty text where an answer leaves out what it must have. */
  static String title(ErrorEntry entry) {
    Object title = ErrorEntry.Codec.INSTANCE.property(entry, "title");
    return title instanceof String ? (String) title : "";
  }
}
