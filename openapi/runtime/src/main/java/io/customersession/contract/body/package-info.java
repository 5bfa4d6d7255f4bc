/**
 * Bodies of any media type: what a document declares for them, and how they are read and written.
 */
@org.jspecify.annotations.NullMarked
package io.customersession.contract.body;
