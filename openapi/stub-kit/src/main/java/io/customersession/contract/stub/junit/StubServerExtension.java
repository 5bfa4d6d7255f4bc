package io.customersession.contract.stub.junit;

import io.customersession.contract.stub.ApiWorld;
import io.customersession.contract.stub.StubServer;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Gives tests a stub of the API of any document. It is registered as a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StubServerExtension STUB =
 *     StubServerExtension.with(
 *         () -> StubServer.builder(world -> Dispatcher.of(new OrdersResource())));
 * }</pre>
 *
 * <p>{@link StubExtension} describes how tests get the stub, and when they fail.
 */
public final class StubServerExtension extends StubExtension<StubServer> {
  private final Supplier<StubServer.Builder> settings;

  private StubServerExtension(Supplier<StubServer.Builder> settings, boolean acrossClasses) {
    super(StubServer.class, ApiWorld.class, () -> settings.get().start(), acrossClasses);
    this.settings = settings;
  }

  /**
   * Creates an extension.
   *
   * @param settings creates the settings of each stub
   */
  public static StubServerExtension with(Supplier<StubServer.Builder> settings) {
    return new StubServerExtension(Objects.requireNonNull(settings, "settings"), false);
  }

  /**
   * Returns an extension with the same settings that keeps one stub for all classes it is
   * registered in, and stops it when all tests are done. It is still reset between tests.
   */
  public StubServerExtension acrossClasses() {
    return new StubServerExtension(settings, true);
  }
}
