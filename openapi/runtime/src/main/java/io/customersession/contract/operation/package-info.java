/** The operations of a document, as data. */
@NullMarked
package io.customersession.contract.operation;

import org.jspecify.annotations.NullMarked;
