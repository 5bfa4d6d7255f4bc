/** The life of one session, as the README's first command shows it. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.demo;
