/**
 * The implementation of the client. Not part of the API: classes here may change in any release.
 */
@NullMarked
package io.customersession.client.internal;

import org.jspecify.annotations.NullMarked;
