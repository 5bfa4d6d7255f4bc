/** Retries: which failures are retried, and after which wait. */
@NullMarked
package io.customersession.client.retry;

import org.jspecify.annotations.NullMarked;
