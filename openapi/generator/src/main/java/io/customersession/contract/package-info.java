/**
 * Reads an OpenAPI document with the location of everything in it: what is wrong with it, what
 * changed between two versions and which parties that breaks, and what its state machine looks
 * like.
 */
@NullMarked
package io.customersession.contract;

import org.jspecify.annotations.NullMarked;
