package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import java.util.Comparator;

/**
 * A property that sessions are sorted by.
 *
 * @param property the property
 * @param descending true for the reverse order
 */
public record SessionOrder(Property property, boolean descending) {
  /** The properties that sessions can be sorted by. */
  public enum Property {
    /** The internal id. */
    ID("id"),
    /** The time of creation. */
    CREATED("created"),
    /** The integration id. */
    INTEGRATION_ID("integrationId"),
    /** The state. */
    STATE("state"),
    /** The total. */
    TOTAL("total");

    private final String wireName;

    Property(String wireName) {
      this.wireName = wireName;
    }

    /** Returns the name of the property in requests and responses. */
    public String wireName() {
      return wireName;
    }
  }

  /** Returns a comparator. */
  Comparator<CustomerSessionV2> comparator() {
    Comparator<CustomerSessionV2> ascending =
        switch (property) {
          case ID -> Comparator.comparing(CustomerSessionV2::getId);
          case CREATED -> Comparator.comparing(CustomerSessionV2::getCreated);
          case INTEGRATION_ID -> Comparator.comparing(CustomerSessionV2::getIntegrationId);
          case STATE -> Comparator.comparing(CustomerSessionV2::getState);
          case TOTAL -> Comparator.comparing(CustomerSessionV2::getTotal);
        };
    return descending ? ascending.reversed() : ascending;
  }
}
