package io.customersession.stub.session;

import io.customersession.stub.model.SessionState;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A query for the sessions of an application. A null filter matches everything.
 *
 * @param pageSize the maximum number of sessions
 * @param skip the number of matching sessions to skip
 * @param sort the fields to sort by, separated by commas, each with a leading minus sign for
 *     descending order; null for the order of creation
 * @param profile the owner's integration id
 * @param state the state
 * @param createdBefore exclusive
 * @param createdAfter exclusive
 * @param coupon a coupon code
 * @param referral the referral code
 * @param integrationId the session's id
 * @param storeIntegrationId the store's id
 * @param partialMatch true if the one text filter given may match a part of the field
 */
public record SessionQuery(
    int pageSize,
    int skip,
    @Nullable String sort,
    @Nullable String profile,
    @Nullable SessionState state,
    @Nullable OffsetDateTime createdBefore,
    @Nullable OffsetDateTime createdAfter,
    @Nullable String coupon,
    @Nullable String referral,
    @Nullable String integrationId,
    @Nullable String storeIntegrationId,
    boolean partialMatch) {}
