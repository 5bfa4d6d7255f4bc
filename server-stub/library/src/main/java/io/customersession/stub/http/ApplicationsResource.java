package io.customersession.stub.http;

import io.customersession.stub.api.ApplicationsApi;
import io.customersession.stub.model.ApplicationSession;
import io.customersession.stub.model.ApplicationSessionList;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.SessionQuery;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of the management side; it holds no rules. */
// A root resource is known by an annotation of its own; those of its methods are inherited.
@Path("/")
public final class ApplicationsResource implements ApplicationsApi {
  private final Supplier<ApiContext> call;

  /**
   * Creates a resource.
   *
   * @param call returns the context of the request that is being handled
   */
  public ApplicationsResource(Supplier<ApiContext> call) {
    this.call = call;
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
    ApiContext context = call.get();
    return context
        .world()
        .list()
        .getApplicationSessions(
            context,
            applicationId,
            sort,
            new SessionQuery(
                pageSize,
                skip,
                profile,
                state,
                createdBefore,
                createdAfter,
                coupon,
                referral,
                integrationId,
                storeIntegrationId,
                partialMatch,
                null));
  }

  @Override
  public ApplicationSession getApplicationSession(Long applicationId, Long sessionId) {
    ApiContext context = call.get();
    return context.world().list().getApplicationSession(context, applicationId, sessionId);
  }
}
