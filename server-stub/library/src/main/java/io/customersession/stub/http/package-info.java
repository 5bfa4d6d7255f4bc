/** The HTTP side of an exchange that is ours on any host: admission, resources, responses. */
@NullMarked
package io.customersession.stub.http;

import org.jspecify.annotations.NullMarked;
