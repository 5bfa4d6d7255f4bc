/**
 * Settings of stubs: each is declared once, and read from code, arguments, environment and headers.
 */
@NullMarked
package io.customersession.contract.stub.setting;

import org.jspecify.annotations.NullMarked;
