package io.customersession.stub.store;

import java.util.List;
import java.util.Map;

/**
 * What is stored at a location, without opening it for a stub.
 *
 * @param engine the name and version of the engine, such as {@code PostgreSQL 17.8}
 * @param version the version of the tables; empty if there are none
 * @param pending the versions and names of the migrations that have not been run, in their order
 * @param sessions the number of sessions of each world; empty if there are no tables
 */
public record StoreStatus(
    String engine, String version, List<String> pending, Map<String, Long> sessions) {}
