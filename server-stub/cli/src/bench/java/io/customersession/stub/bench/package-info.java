/**
 * The stub beside its peers, in one run: how fast it starts, how fast it responses, what it weighs.
 * {@code mvn -Pbench -DskipTests -pl server-stub/cli -am verify} prints the table.
 */
@NullMarked
package io.customersession.stub.bench;

import org.jspecify.annotations.NullMarked;
