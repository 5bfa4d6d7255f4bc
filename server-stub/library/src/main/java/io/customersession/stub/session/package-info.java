/** Sessions: what a call does to one, where they are kept, and their two views. */
@NullMarked
package io.customersession.stub.session;

import org.jspecify.annotations.NullMarked;
