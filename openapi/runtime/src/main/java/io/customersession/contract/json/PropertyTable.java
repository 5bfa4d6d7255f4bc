package io.customersession.contract.json;

import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The properties that a schema declares, in its order, with what holds for each of them. They are
 * found by their names, as text or as bytes. Immutable.
 */
public final class PropertyTable {
  private static final int NONE = -1;

  private final String schemaName;
  private final String schemaPath;
  private final List<String> list;
  private final String[] names;
  private final byte[][] encodedNames;
  private final int[] slots;
  private final int[] since;
  private final Access[] access;
  private final boolean[] nullable;
  private final boolean[] required;
  private final boolean[] assigned;
  private int minProperties;
  private int maxProperties = Integer.MAX_VALUE;
  private boolean closed;
  private List<Presence> conditions = Collections.emptyList();

  private PropertyTable(String schemaName, String[] names) {
    this.schemaName = schemaName;
    schemaPath = JsonPointer.of("components", "schemas", schemaName).toFragment();
    this.names = names;
    list = Collections.unmodifiableList(Arrays.asList(names));
    encodedNames = new byte[names.length][];
    // At least three of four slots stay empty, so that a search is short and ends at one.
    slots = new int[Integer.highestOneBit(names.length + 1) * 8];
    Arrays.fill(slots, NONE);
    for (int i = 0; i < names.length; i++) {
      encodedNames[i] = JsonOutput.nameAfterMember(names[i]);
      int slot = slot(names[i].hashCode());
      while (slots[slot] != NONE) {
        slot = next(slot);
      }
      slots[slot] = i;
    }
    since = new int[names.length];
    access = new Access[names.length];
    Arrays.fill(access, Access.READ_WRITE);
    nullable = new boolean[names.length];
    required = new boolean[names.length];
    assigned = new boolean[names.length];
  }

  private PropertyTable(PropertyTable other) {
    schemaName = other.schemaName;
    schemaPath = other.schemaPath;
    names = other.names;
    list = other.list;
    encodedNames = other.encodedNames;
    slots = other.slots;
    since = other.since.clone();
    access = other.access.clone();
    nullable = other.nullable.clone();
    required = other.required.clone();
    assigned = other.assigned.clone();
    minProperties = other.minProperties;
    maxProperties = other.maxProperties;
    closed = other.closed;
    conditions = other.conditions;
  }

  /**
   * Returns the table of a schema.
   *
   * @param schemaName the name in the document
   * @param names the names of the properties, in the order of the document
   */
  public static PropertyTable of(String schemaName, String... names) {
    return new PropertyTable(schemaName, names.clone());
  }

  /** Returns this table with properties that a request must have. */
  public PropertyTable required(String... properties) {
    PropertyTable table = new PropertyTable(this);
    for (String property : properties) {
      table.required[indexOf(property)] = true;
    }
    return table;
  }

  /** Returns this table with properties that a response must have, and a request never has. */
  public PropertyTable assigned(String... properties) {
    PropertyTable table = new PropertyTable(this);
    for (String property : properties) {
      table.assigned[indexOf(property)] = true;
    }
    return table;
  }

  /** Returns this table with properties that may be null in a request. */
  public PropertyTable nullable(String... properties) {
    PropertyTable table = new PropertyTable(this);
    for (String property : properties) {
      table.nullable[indexOf(property)] = true;
    }
    return table;
  }

  /** Returns this table with properties that only a response may have. */
  public PropertyTable readOnly(String... properties) {
    return access(Access.READ_ONLY, properties);
  }

  /** Returns this table with properties that only a request may have. */
  public PropertyTable writeOnly(String... properties) {
    return access(Access.WRITE_ONLY, properties);
  }

  private PropertyTable access(Access value, String... properties) {
    PropertyTable table = new PropertyTable(this);
    for (String property : properties) {
      table.access[indexOf(property)] = value;
    }
    return table;
  }

  /** Returns this table with properties that a version of the API introduced. */
  public PropertyTable since(String version, String... properties) {
    return since(ApiVersion.of(version), properties);
  }

  /**
   * Returns this table with properties that no version of the API has, only the document. They are
   * written for {@link ApiVersion#LATEST} only.
   */
  public PropertyTable extension(String... properties) {
    return since(ApiVersion.LATEST, properties);
  }

  private PropertyTable since(ApiVersion version, String... properties) {
    PropertyTable table = new PropertyTable(this);
    for (String property : properties) {
      table.since[indexOf(property)] = version.order();
    }
    return table;
  }

  /** Returns this table for objects with a minimum number of members. */
  public PropertyTable minProperties(int min) {
    PropertyTable table = new PropertyTable(this);
    table.minProperties = min;
    return table;
  }

  /** Returns this table for objects with a maximum number of members. */
  public PropertyTable maxProperties(int max) {
    PropertyTable table = new PropertyTable(this);
    table.maxProperties = max;
    return table;
  }

  /** Returns this table for objects that have no other properties. */
  public PropertyTable closed() {
    PropertyTable table = new PropertyTable(this);
    table.closed = true;
    return table;
  }

  /**
   * Returns this table for objects that satisfy conditions on which properties they have. A
   * condition on a property that only requests or only responses have holds for those.
   */
  public PropertyTable conditions(Presence... all) {
    PropertyTable table = new PropertyTable(this);
    table.conditions = Collections.unmodifiableList(Arrays.asList(all.clone()));
    return table;
  }

  /** Returns the name of the schema. */
  public String schemaName() {
    return schemaName;
  }

  /** Returns the location of the schema in the document. */
  public String schemaPath() {
    return schemaPath;
  }

  /** Returns the names of the properties. */
  public List<String> names() {
    return list;
  }

  /**
   * Returns the location of a property's schema in the document, or of a schema in it.
   *
   * @param property the name of the property
   * @param steps the steps from the property's schema to the schema in it, such as {@code items}
   */
  public String path(String property, String... steps) {
    JsonPointer pointer =
        JsonPointer.of("components", "schemas", schemaName, "properties").append(property);
    for (String step : steps) {
      pointer = pointer.append(step);
    }
    return pointer.toFragment();
  }

  /**
   * Returns the location of the schema of properties that are not declared, or of a schema in it.
   *
   * @param steps the steps from that schema to the schema in it, such as {@code items}
   */
  public String additionalPath(String... steps) {
    JsonPointer pointer =
        JsonPointer.of("components", "schemas", schemaName, "additionalProperties");
    for (String step : steps) {
      pointer = pointer.append(step);
    }
    return pointer.toFragment();
  }

  String path(int index) {
    return path(names[index]);
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  /** Returns the order of the first version that has a property, or 0 if every version has it. */
  int since(int index) {
    return since[index];
  }

  /** Records a property that is not declared. */
  void refuse(String property, Violations violations) {
    violations.add(
        closed ? Rule.ADDITIONAL_PROPERTIES : Rule.UNKNOWN,
        schemaPath,
        "The property \"" + property + "\" is not defined on " + schemaName + ".",
        list);
  }

  Access access(int index) {
    return access[index];
  }

  boolean isNullable(int index) {
    return nullable[index];
  }

  /** Returns true if requests or responses must have a property. */
  boolean isRequired(String name) {
    int index = indexOf(name);
    return index < names.length && (required[index] || assigned[index]);
  }

  /** Returns true if a message must have a property; what only requests have, no response needs. */
  boolean isRequired(int index, boolean inResponse) {
    return inResponse
        ? assigned[index] || (required[index] && access[index] != Access.WRITE_ONLY)
        : required[index];
  }

  boolean limitsSize() {
    return minProperties > 0 || maxProperties < Integer.MAX_VALUE;
  }

  void checkSize(int count, Violations violations) {
    if (count < minProperties) {
      violations.add(
          Rule.MIN_PROPERTIES,
          schemaPath,
          violations.subject() + " must have at least " + minProperties + " members");
    }
    if (count > maxProperties) {
      violations.add(
          Rule.MAX_PROPERTIES,
          schemaPath,
          violations.subject() + " must have at most " + maxProperties + " members");
    }
  }

  /** Returns true if the bit of a property is set. */
  static boolean isIn(long[] properties, int index) {
    int word = index >> 6;
    return word < properties.length && (properties[word] & (1L << index)) != 0;
  }

  /** Records the conditions that an object does not satisfy that has the properties in a set. */
  void checkConditions(long[] properties, Violations violations, boolean inResponse) {
    checkConditions(name -> isIn(properties, indexOf(name)), violations, inResponse);
  }

  /** Records the conditions that an object with some properties does not satisfy. */
  void checkConditions(Predicate<String> isPresent, Violations violations, boolean inResponse) {
    Access other = inResponse ? Access.WRITE_ONLY : Access.READ_ONLY;
    for (Presence condition : conditions) {
      if (condition.names().stream().noneMatch(name -> access[indexOf(name)] == other)) {
        condition.check(isPresent, schemaPath, violations);
      }
    }
  }

  /** Returns the index of a property, or the number of properties if it is not declared. */
  int indexOf(String name) {
    int slot = slot(name.hashCode());
    for (int i = slots[slot]; i != NONE; i = slots[slot]) {
      if (names[i].equals(name)) {
        return i;
      }
      slot = next(slot);
    }
    return names.length;
  }

  /**
   * Returns the index of the property whose name stands in ASCII bytes before a quotation mark.
   *
   * @param hash the hash code of the name as text
   */
  int indexOf(byte[] bytes, int start, int hash) {
    int slot = slot(hash);
    for (int i = slots[slot]; i != NONE; i = slots[slot]) {
      if (isAt(i, bytes, start)) {
        return i;
      }
      slot = next(slot);
    }
    return names.length;
  }

  /**
   * Returns a name as it is written after another member: with a comma, quotation marks and a
   * colon. The caller must not change it.
   */
  byte[] encodedName(int index) {
    return encodedNames[index];
  }

  /** Returns true if a name stands in the bytes, with the quotation mark after it. */
  boolean isAt(int index, byte[] bytes, int start) {
    byte[] name = encodedNames[index];
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

  /** Returns the number of bytes of a name, with the quotation mark after it. */
  int length(int index) {
    return encodedNames[index].length - 3;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
