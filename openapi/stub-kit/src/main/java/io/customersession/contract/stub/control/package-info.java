/**
 * How tests control a stub: headers and paths that choose worlds and faults, and the record of what
 * a request violates.
 */
@NullMarked
package io.customersession.contract.stub.control;

import org.jspecify.annotations.NullMarked;
