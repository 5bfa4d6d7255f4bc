/**
 * What coupons and referrals do to a session: effects, discounts, and how often codes were used.
 */
@NullMarked
package io.customersession.stub.promotion;

import org.jspecify.annotations.NullMarked;
