/** Violations of a document by a request or a response. */
@NullMarked
package io.customersession.contract.violation;

import org.jspecify.annotations.NullMarked;
