/** What the stub remembers of exchanges. */
@NullMarked
package io.customersession.stub.journal;

import org.jspecify.annotations.NullMarked;
