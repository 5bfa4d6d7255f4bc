/** State machines that a document declares. */
@NullMarked
package io.customersession.contract.state;

import org.jspecify.annotations.NullMarked;
