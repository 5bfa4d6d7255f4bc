/** Which moves a session may make: the document's table, then hand-written rules. */
@NullMarked
package io.customersession.stub.lifecycle;

import org.jspecify.annotations.NullMarked;
