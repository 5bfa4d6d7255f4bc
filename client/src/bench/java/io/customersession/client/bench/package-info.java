/** What the client's codecs and round trips cost, beside others, in one run. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.bench;
