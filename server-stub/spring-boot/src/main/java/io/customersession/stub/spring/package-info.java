/** The stub in tests of applications on Spring Boot 3.5 and 4. */
@NullMarked
package io.customersession.stub.spring;

import org.jspecify.annotations.NullMarked;
