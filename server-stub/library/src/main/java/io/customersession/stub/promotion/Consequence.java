package io.customersession.stub.promotion;

import io.customersession.stub.model.Effect;
import java.util.List;

/**
 * What a call means for the promotions of a session.
 *
 * @param standing where the session stands afterwards
 * @param effects what the call causes
 * @param counted the uses to count when the call is stored
 * @param givenBack the uses to take back when the call is stored
 */
public record Consequence(
    Standing standing, List<Effect> effects, List<Redemption> counted, List<Redemption> givenBack) {
  /** Makes a consequence; the lists are copied. */
  public Consequence {
    effects = List.copyOf(effects);
    counted = List.copyOf(counted);
    givenBack = List.copyOf(givenBack);
  }

  /** Returns the consequence of a call that promotions have nothing to do with. */
  public static Consequence none(Standing standing) {
    return new Consequence(standing, List.of(), List.of(), List.of());
  }
}
