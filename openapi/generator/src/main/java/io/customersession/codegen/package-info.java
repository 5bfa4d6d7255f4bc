/**
 * Turns an OpenAPI document with a state machine into a client and a server stub: two generators
 * for openapi-generator, which check the document's extensions and compute what the templates under
 * {@code contract/} render.
 */
@NullMarked
package io.customersession.codegen;

import org.jspecify.annotations.NullMarked;
