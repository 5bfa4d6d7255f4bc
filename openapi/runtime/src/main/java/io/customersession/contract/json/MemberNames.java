package io.customersession.contract.json;

/**
 * Shares the texts of names that come back in message after message, such as those of attributes,
 * so that a server that keeps many values keeps each name once. A fixed number of names is
 * remembered; a name takes the place of another one with the same slot.
 */
final class MemberNames {
  private static final int SLOTS = 1 << 10;
  private static final int LONGEST = 64;

  // Threads may see different texts in a slot, but each of them whole: a String is immutable.
  private static final String[] NAMES = new String[SLOTS];

  private MemberNames() {}

  /** Returns a text that is equal to a name: the one that was remembered if there is one. */
  static String shared(String name) {
    if (name.length() > LONGEST) {
      return name;
    }
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    String known = NAMES[slot];
    if (name.equals(known)) {
      return known;
    }
    NAMES[slot] = name;
    return name;
  }
}
