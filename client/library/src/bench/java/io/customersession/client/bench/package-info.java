/** Benchmarks of the client's codecs and round trips and those of others. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.bench;
