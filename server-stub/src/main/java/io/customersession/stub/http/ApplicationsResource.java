package io.customersession.stub.http;

import io.customersession.stub.api.ApplicationsApi;
import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.ApplicationSessionList;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionQuery;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The operations of the management side; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class ApplicationsResource implements ApplicationsApi {
  private final CallScope scope;

  /** Makes a resource; the scope has the call under way on the current thread. */
  public ApplicationsResource(CallScope scope) {
    this.scope = scope;
  }

  @Override
  public ApplicationSessionList getApplicationSessions(
      Long applicationId,
      Integer pageSize,
      Integer skip,
      @Nullable String sort,
      @Nullable String profile,
      @Nullable SessionState state,
      @Nullable OffsetDateTime createdBefore,
      @Nullable OffsetDateTime createdAfter,
      @Nullable String coupon,
      @Nullable String referral,
      @Nullable String integrationId,
      @Nullable String storeIntegrationId,
      Boolean partialMatch) {
    Exchange call = scope.call();
    return call.world()
        .list()
        .getApplicationSessions(
            call,
            applicationId,
            new SessionQuery(
                pageSize,
                skip,
                sort,
                profile,
                state,
                createdBefore,
                createdAfter,
                coupon,
                referral,
                integrationId,
                storeIntegrationId,
                partialMatch));
  }

  @Override
  public ApplicationSession getApplicationSession(Long applicationId, Long sessionId) {
    Exchange call = scope.call();
    return call.world().list().getApplicationSession(call, applicationId, sessionId);
  }
}
