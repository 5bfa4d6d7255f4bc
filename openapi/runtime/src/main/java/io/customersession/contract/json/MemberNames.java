package io.customersession.contract.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The names that a schema declares, in its order, found by their bytes or as texts. Never changed.
 */
public final class MemberNames {
  private static final int NONE = -1;

  private final List<String> list;
  private final String[] names;
  private final byte[][] written;
  private final int[] table;
  private final int[] since;

  /** Makes them of the names in the schema's order. */
  public MemberNames(String... names) {
    this.names = names.clone();
    list = Collections.unmodifiableList(Arrays.asList(this.names));
    written = new byte[names.length][];
    // At least three of four places stay free, so that a search is short and ends at one.
    table = new int[Integer.highestOneBit(names.length + 1) * 8];
    Arrays.fill(table, NONE);
    for (int i = 0; i < names.length; i++) {
      written[i] = JsonOutput.writtenBehindAnother(names[i]);
      int place = place(names[i].hashCode());
      while (table[place] != NONE) {
        place = next(place);
      }
      table[place] = i;
    }
    since = new int[names.length];
  }

  private MemberNames(MemberNames other, int[] since) {
    names = other.names;
    list = other.list;
    written = other.written;
    table = other.table;
    this.since = since;
  }

  /** Returns these names, of which one belongs to a version and those after it only. */
  public MemberNames since(String version, String name) {
    int[] changed = since.clone();
    changed[indexOf(name)] = ApiVersion.of(version).order();
    return new MemberNames(this, changed);
  }

  /** Returns the names. */
  public List<String> names() {
    return list;
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  /** Returns the order of the first version that has a name, or 0 if every version has it. */
  int since(int index) {
    return since[index];
  }

  /** Returns the place of a name, or how many there are if it is not declared. */
  int indexOf(String name) {
    int place = place(name.hashCode());
    for (int i = table[place]; i != NONE; i = table[place]) {
      if (names[i].equals(name)) {
        return i;
      }
      place = next(place);
    }
    return names.length;
  }

  /**
   * Returns the place of the name that stands in bytes of ASCII before a quote, whose hash code is
   * that of the text.
   */
  int indexOf(byte[] bytes, int start, int hash) {
    int place = place(hash);
    for (int i = table[place]; i != NONE; i = table[place]) {
      if (isAt(i, bytes, start)) {
        return i;
      }
      place = next(place);
    }
    return names.length;
  }

  /**
   * Returns a name as it is written behind another member: with a comma, quotes and a colon. Not to
   * be changed.
   */
  byte[] written(int index) {
    return written[index];
  }

  /** Returns whether a name stands in the bytes, with the quote behind it. */
  boolean isAt(int index, byte[] bytes, int start) {
    byte[] name = written[index];
    int count = name.length - 1;
    if (count - 2 > bytes.length - start) {
      return false;
    }
    for (int i = 2; i < count; i++) {
      if (name[i] != bytes[start + i - 2]) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many bytes a name takes, with the quote behind it. */
  int length(int index) {
    return written[index].length - 3;
  }

  private int place(int hash) {
    return (hash ^ hash >>> 16) & table.length - 1;
  }

  private int next(int place) {
    return place + 1 & table.length - 1;
  }
}
