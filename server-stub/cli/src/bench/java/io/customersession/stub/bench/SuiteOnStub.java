package io.customersession.stub.bench;

import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.junit.CustomerSessionStubTest;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.world.World;
import org.junit.jupiter.api.BeforeEach;

/** The suite on the stub by its annotation, which also fails tests on violations. */
@CustomerSessionStubTest
class SuiteOnStub extends SuiteOfTests {
  private World world;
  private String url;

  @BeforeEach
  void take(World world, @StubUrl String url) {
    this.world = world;
    this.url = url;
  }

  @Override
  String url() {
    return url;
  }

  @Override
  void seedPaidOrder(String order) {
    world.seed(SessionSeed.of(order).state(SessionState.CLOSED).content(Payload.CONTENT));
  }

  @Override
  void verifyPayment(String order) {
    world.journal().find().method("PUT").resource(order).expect(2);
    world.journal().find().resource(order).body("/customerSession/state", "closed").expect(1);
  }

  @Override
  void verifyCancellation(String order) {
    world.journal().find().method("PUT").resource(order).expect(1);
    world.journal().find().resource(order).body("/customerSession/state", "cancelled").expect(1);
  }
}
