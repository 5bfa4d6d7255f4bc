/** Tests of typed effects. */
@NullMarked
package io.customersession.client.effect;

import org.jspecify.annotations.NullMarked;
