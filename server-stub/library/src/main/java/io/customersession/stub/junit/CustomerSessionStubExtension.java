package io.customersession.stub.junit;

import io.customersession.contract.stub.junit.StubExtension;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Gives tests a stub of the customer session API. With settings of its own it is registered as a
 * static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CustomerSessionStubExtension STUB =
 *     CustomerSessionStubExtension.with(() -> CustomerSessionStub.builder().strict(true));
 * }</pre>
 *
 * <p>{@link StubExtension} describes how tests get the stub, and when they fail.
 */
public final class CustomerSessionStubExtension extends StubExtension<CustomerSessionStub> {
  private final Supplier<CustomerSessionStub.Builder> settings;

  /** Creates an extension whose stubs have the default settings. */
  public CustomerSessionStubExtension() {
    this(CustomerSessionStub::builder, false);
  }

  private CustomerSessionStubExtension(
      Supplier<CustomerSessionStub.Builder> settings, boolean acrossClasses) {
    super(CustomerSessionStub.class, World.class, () -> settings.get().start(), acrossClasses);
    this.settings = settings;
  }

  /**
   * Creates an extension.
   *
   * @param settings creates the settings of each stub
   */
  public static CustomerSessionStubExtension with(Supplier<CustomerSessionStub.Builder> settings) {
    return new CustomerSessionStubExtension(Objects.requireNonNull(settings, "settings"), false);
  }

  /**
   * Returns an extension with the same settings that keeps one stub for all classes it is
   * registered in, and stops it when all tests are done. It is still reset between tests. Calls
   * that no test made are judged after the class during which they arrive.
   */
  public CustomerSessionStubExtension acrossClasses() {
    return new CustomerSessionStubExtension(settings, true);
  }
}
