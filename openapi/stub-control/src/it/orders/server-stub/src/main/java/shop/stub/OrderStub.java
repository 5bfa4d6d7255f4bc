package shop.stub;

import io.customersession.contract.stub.ApiWorld;
import io.customersession.contract.stub.StubApi;
import io.customersession.contract.stub.entity.EntityHandlers;
import shop.stub.api.DefaultHandlers;

/** The stub of the orders: the default handlers of the document, one rule, and what is overridden. */
public final class OrderStub {
  private OrderStub() {}

  /** Creates the API object of a world. */
  public static StubApi of(ApiWorld world) {
    EntityHandlers entities = DefaultHandlers.of(world).withRule(new CourierLimit());
    return DefaultHandlers.dispatcher(entities, new OrderHandlers(entities));
  }
}
