/** The command line. */
@NullMarked
package io.customersession.stub.cli;

import org.jspecify.annotations.NullMarked;
