package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;

/**
 * A promotion with its internal ids.
 *
 * @param id counted from 1 for each kind
 * @param campaignId counted from 1
 * @param ruleIndex its place in the campaign, counted from 0
 */
record NumberedPromotion(Promotion promotion, long id, long campaignId, int ruleIndex) {}
