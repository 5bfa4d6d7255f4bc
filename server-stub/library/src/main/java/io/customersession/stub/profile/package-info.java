/** Customer profiles, which spring up from sessions, and the figures that follow from them. */
@NullMarked
package io.customersession.stub.profile;

import org.jspecify.annotations.NullMarked;
