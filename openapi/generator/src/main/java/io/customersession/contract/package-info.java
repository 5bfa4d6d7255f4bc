/**
 * Reads an OpenAPI document without losing where in its files everything stands: what is wrong with
 * it, what changed between two versions and whom that breaks, and what its state machine looks
 * like. It needs nothing but SnakeYAML.
 */
@NullMarked
package io.customersession.contract;

import org.jspecify.annotations.NullMarked;
