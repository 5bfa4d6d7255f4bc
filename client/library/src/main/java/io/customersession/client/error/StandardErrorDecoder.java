package io.customersession.client.error;

import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes errors by status, and 400 also by the messages that the document declares stable. */
final class StandardErrorDecoder implements ErrorDecoder {
  static final StandardErrorDecoder INSTANCE = new StandardErrorDecoder();

  private static final Pattern MOVE =
      Pattern.compile(
          "Cannot move session to state \"([A-Za-z0-9_.-]{1,64})\" from state \"([A-Za-z0-9_.-]{1,64})\"");
  private static final Pattern START =
      Pattern.compile("Cannot create session in state \"([A-Za-z0-9_.-]{1,64})\"");
  private static final Pattern UPDATE =
      Pattern.compile("Cannot update session in state \"([A-Za-z0-9_.-]{1,64})\"");

  @Override
  public CustomerSessionException decode(ApiException failure) {
    switch (failure.kind()) {
      case TRANSPORT:
        return new TransportException(failure);
      case UNDECODABLE:
        return new UndecodableResponseException(failure);
      case STATUS:
        break;
    }
    switch (failure.status()) {
      case 400:
        return badRequest(failure);
      case 401:
      case 403:
        return new UnauthorizedException(failure);
      case 404:
        return new SessionNotFoundException(failure);
      case 409:
        return new ConflictException(failure);
      case 413:
      case 415:
      case 422:
        return new InvalidRequestException(
            failure.operation(), ErrorBody.of(failure).errors(), failure);
      case 429:
        return new TooManyRequestsException(failure);
      default:
        return failure.status() >= 500
            ? new ServerErrorException(failure)
            : new UnexpectedStatusException(failure);
    }
  }

  private static CustomerSessionException badRequest(ApiException failure) {
    ErrorBody body = ErrorBody.of(failure);
    Matcher move = MOVE.matcher(body.message());
    if (move.matches()) {
      return IllegalTransitionException.rejected(
          SessionState.of(move.group(2)), SessionState.of(move.group(1)), body.errors(), failure);
    }
    Matcher start = START.matcher(body.message());
    if (start.matches()) {
      return IllegalTransitionException.rejected(
          null, SessionState.of(start.group(1)), body.errors(), failure);
    }
    Matcher update = UPDATE.matcher(body.message());
    if (update.matches()) {
      SessionState state = SessionState.of(update.group(1));
      return IllegalTransitionException.rejected(state, state, body.errors(), failure);
    }
    return new InvalidRequestException(failure.operation(), body.errors(), failure);
  }
}
