/** The admin side over HTTP: everything that tests can do to a stub in Java. */
@NullMarked
package io.customersession.stub.admin;

import org.jspecify.annotations.NullMarked;
