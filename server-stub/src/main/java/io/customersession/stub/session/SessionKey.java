package io.customersession.stub.session;

/**
 * What a session is found by.
 *
 * @param application the application it belongs to
 * @param id the id chosen by the caller, unique within the application
 */
public record SessionKey(long application, String id) {}
