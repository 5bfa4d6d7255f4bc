package io.customersession.stub.quarkus;

import io.customersession.contract.stub.junit.StubExtension;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Resets and judges the stub that belongs to the Quarkus application of a test. */
final class QuarkusStubExtension extends StubExtension<CustomerSessionStub> {
  /** Creates the extension; called by JUnit. */
  QuarkusStubExtension() {
    super(CustomerSessionStub.class, World.class, CustomerSessionStubResource::running, true);
  }

  @Override
  protected CustomerSessionStub whole(ExtensionContext context) {
    return CustomerSessionStubResource.running();
  }
}
