/** The Maven goals that check a document, release it and generate from it. */
@NullMarked
package io.customersession.maven;

import org.jspecify.annotations.NullMarked;
