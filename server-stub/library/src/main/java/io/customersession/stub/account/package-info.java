/** What an account is set up with and counts: applications, keys, attributes, internal ids. */
@NullMarked
package io.customersession.stub.account;

import org.jspecify.annotations.NullMarked;
