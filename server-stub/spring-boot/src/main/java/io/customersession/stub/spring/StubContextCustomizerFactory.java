package io.customersession.stub.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds the tests with {@link AutoConfigureCustomerSessionStub}; named in spring.factories. */
final class StubContextCustomizerFactory implements ContextCustomizerFactory {
  /** Creates the factory; called by Spring. */
  StubContextCustomizerFactory() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    AutoConfigureCustomerSessionStub annotation =
        TestContextAnnotationUtils.findMergedAnnotation(
            testClass, AutoConfigureCustomerSessionStub.class);
    return annotation == null
        ? null
        : new StubContextCustomizer(List.of(annotation.urlProperties()));
  }
}
