package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a pipeline for requests that are not recorded in a world: preflights of browsers and the
 * control API.
 */
public final class ControlSteps {
  private final Cors cors;
  private final @Nullable ControlApi<?> controlApi;

  /**
   * Creates the steps.
   *
   * @param cors the web pages that may call the stub
   * @param controlApi the control API, or null if the stub has none
   */
  public ControlSteps(Cors cors, @Nullable ControlApi<?> controlApi) {
    this.cors = cors;
    this.controlApi = controlApi;
  }

  /**
   * Responds to a browser that asks whether a page may call the stub.
   *
   * @throws HttpError with status 403 if it may not
   */
  public void respondToPreflight(WorldContext<?> context) {
    StubRequest request = context.request();
    if (!Cors.isPreflight(request)) {
      context.crossOrigin(cors.headers(request));
      return;
    }
    StubResponse response = cors.preflight(request);
    if (response == null) {
      throw HttpError.of(
          403,
          "Web pages of this origin cannot call the stub; the setting cors lists those that can");
    }
    context.respond(response);
  }

  /** Responds to a request to the control API. */
  public void tryControlApi(WorldContext<?> context) {
    StubResponse response = controlApi == null ? null : controlApi.handle(context.request());
    if (response != null) {
      context.respond(response);
    }
  }
}
