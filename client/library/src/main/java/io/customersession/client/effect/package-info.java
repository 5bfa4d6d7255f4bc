/** What a response says about discounts and coupons, in types instead of free-form properties. */
@NullMarked
package io.customersession.client.effect;

import org.jspecify.annotations.NullMarked;
