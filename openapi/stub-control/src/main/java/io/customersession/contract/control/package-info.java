/** The control API of stubs over HTTP: what tests in any language can do to a stub. */
@NullMarked
package io.customersession.contract.control;

import org.jspecify.annotations.NullMarked;
