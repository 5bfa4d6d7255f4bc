package io.customersession.stub.attack;

import java.util.List;
import java.util.Random;

/** Random choices that a seed repeats. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  boolean of(double share) {
    return random.nextDouble() < share;
  }

  /** Returns a number from 0 to below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }
}
