/** The way of a request through a stub: from what a host received to what it sends. */
@NullMarked
package io.customersession.contract.stub.http;

import org.jspecify.annotations.NullMarked;
