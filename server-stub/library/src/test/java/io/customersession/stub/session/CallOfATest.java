package io.customersession.stub.session;

import io.customersession.contract.stub.time.Epoch;

/** A call of application 1 by the default behavior. */
interface CallOfATest extends OperationContext {
  @Override
  default long application() {
    return 1;
  }

  @Override
  default boolean manages(long application) {
    return false;
  }

  @Override
  default Behaviour behaviour() {
    return Behaviour.defaults();
  }

  @Override
  default Epoch epoch() {
    return new Epoch();
  }
}
