/**
 * Default handlers: entities that are stored as the document describes them, and operations that
 * create, read, change, move and remove them, without a line of Java for the document.
 */
@NullMarked
package io.customersession.contract.stub.entity;

import org.jspecify.annotations.NullMarked;
