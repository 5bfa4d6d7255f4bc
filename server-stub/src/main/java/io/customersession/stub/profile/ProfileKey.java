package io.customersession.stub.profile;

/**
 * What a profile is found by.
 *
 * @param application the application it belongs to
 * @param integrationId the id chosen by the caller, unique within the application
 */
public record ProfileKey(long application, String integrationId) {}
