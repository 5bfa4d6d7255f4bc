/** The transport of generated clients, on OkHttp. */
@NullMarked
package io.customersession.contract.client;

import org.jspecify.annotations.NullMarked;
