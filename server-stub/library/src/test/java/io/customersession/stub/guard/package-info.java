/**
 * What the stub may cost, compared with recorded figures that do not depend on how fast the machine
 * is.
 */
package io.customersession.stub.guard;
