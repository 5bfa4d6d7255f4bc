/** Checks of request bodies before they are sent. */
@NullMarked
package io.customersession.client.validation;

import org.jspecify.annotations.NullMarked;
