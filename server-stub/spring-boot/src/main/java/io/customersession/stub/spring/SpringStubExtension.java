package io.customersession.stub.spring;

import io.customersession.contract.stub.junit.StubExtension;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Resets and judges the stub that belongs to the application context of a test. */
final class SpringStubExtension extends StubExtension<CustomerSessionStub> {
  private volatile @Nullable CustomerSessionStub last;

  /** Creates the extension; called by JUnit, once for each class with the annotation. */
  SpringStubExtension() {
    super(
        CustomerSessionStub.class,
        World.class,
        () -> {
          throw new IllegalStateException("the application context starts the stub");
        },
        true);
  }

  @Override
  protected CustomerSessionStub whole(ExtensionContext context) {
    CustomerSessionStub known = last;
    // After all tests, a context that the last test has closed must not be created again.
    if (known != null && context.getTestMethod().isEmpty()) {
      return known;
    }
    CustomerSessionStub stub =
        SpringExtension.getApplicationContext(context).getBean(CustomerSessionStub.class);
    last = stub;
    return stub;
  }

  /** Leaves to Spring what it resolves itself; with two resolvers, JUnit would fail. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return !(parameter.getDeclaringExecutable() instanceof Constructor)
        && !ParameterResolutionDelegate.isAutowirable(
            parameter.getParameter(), parameter.getIndex())
        && super.supportsParameter(parameter, context);
  }
}
