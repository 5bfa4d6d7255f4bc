/** How much memory a stub may take for what it stores. */
@NullMarked
package io.customersession.contract.stub.memory;

import org.jspecify.annotations.NullMarked;
