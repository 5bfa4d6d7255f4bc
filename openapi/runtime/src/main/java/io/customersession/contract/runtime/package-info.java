/** The version of the runtime. */
@NullMarked
package io.customersession.contract.runtime;

import org.jspecify.annotations.NullMarked;
