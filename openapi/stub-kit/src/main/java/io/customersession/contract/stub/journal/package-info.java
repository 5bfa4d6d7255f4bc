/** What the stub remembers of exchanges. */
@NullMarked
package io.customersession.contract.stub.journal;

import org.jspecify.annotations.NullMarked;
