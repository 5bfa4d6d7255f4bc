/** The world of a stub: its sessions and profiles. */
@NullMarked
package io.customersession.stub.world;

import org.jspecify.annotations.NullMarked;
