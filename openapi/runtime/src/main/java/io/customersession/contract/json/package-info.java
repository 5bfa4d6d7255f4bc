/** JSON: codecs that read, write and check values in one pass. */
@NullMarked
package io.customersession.contract.json;

import org.jspecify.annotations.NullMarked;
