/** The code of a shop, as the README shows it. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
