package shop.stub;

import io.customersession.contract.stub.ApiWorld;
import io.customersession.contract.stub.StubApi;
import shop.stub.api.Dispatcher;

/** The stub of the orders with a resource that is written by hand. */
public final class OrderStub {
  private OrderStub() {}

  /** Creates the API object of a world. */
  public static StubApi of(ApiWorld world) {
    return Dispatcher.of(world.register(new OrdersResource()));
  }
}
