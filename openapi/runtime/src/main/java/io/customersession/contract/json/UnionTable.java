package io.customersession.contract.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schemas of a union, in the order of the document, and how one of them is chosen. */
public final class UnionTable<T extends Union> {
  private final String schemaName;
  private final String schemaPath;
  private final boolean exclusive;
  private final List<UnionBranch<T, ?>> branches;
  private final Map<String, UnionBranch<T, ?>> byValue;
  private final @Nullable String discriminator;
  private final @Nullable Function<Object, ? extends T> unknown;

  private UnionTable(
      String schemaName,
      String schemaPath,
      boolean exclusive,
      List<UnionBranch<T, ?>> branches,
      @Nullable String discriminator,
      @Nullable Function<Object, ? extends T> unknown) {
    this.schemaName = schemaName;
    this.schemaPath = schemaPath;
    this.exclusive = exclusive;
    this.branches = branches;
    this.discriminator = discriminator;
    this.unknown = unknown;
    byValue = new HashMap<>();
    for (UnionBranch<T, ?> branch : branches) {
      branch.values().forEach(value -> byValue.putIfAbsent(value, branch));
    }
  }

  /**
   * Returns the table of a union whose values match exactly one schema, still without schemas.
   *
   * @param schemaName the name of the union
   * @param schemaPath the location of the union in the document
   */
  public static <T extends Union> UnionTable<T> oneOf(String schemaName, String schemaPath) {
    return new UnionTable<>(schemaName, schemaPath, true, Collections.emptyList(), null, null);
  }

  /**
   * Returns the table of a union whose values match at least one schema, still without schemas.
   *
   * @param schemaName the name of the union
   * @param schemaPath the location of the union in the document
   */
  public static <T extends Union> UnionTable<T> anyOf(String schemaName, String schemaPath) {
    return new UnionTable<>(schemaName, schemaPath, false, Collections.emptyList(), null, null);
  }

  /** Returns this table with a property whose value selects a schema. */
  public UnionTable<T> discriminator(String property) {
    return new UnionTable<>(schemaName, schemaPath, exclusive, branches, property, unknown);
  }

  /** Returns this table that keeps a value of a response that matches no schema. */
  public UnionTable<T> unknown(Function<Object, ? extends T> factory) {
    return new UnionTable<>(schemaName, schemaPath, exclusive, branches, discriminator, factory);
  }

  /**
   * Returns this table with a further schema.
   *
   * @param name the name of the schema in messages
   * @param factory returns the union's value for a value of the schema
   */
  public <V> UnionTable<T> branch(
      String name, JsonCodec<V> codec, Function<? super V, ? extends T> factory) {
    List<UnionBranch<T, ?>> longer = new ArrayList<>(branches);
    longer.add(new UnionBranch<T, V>(name, branches.size(), codec, factory));
    return with(longer);
  }

  /** Returns this table with the discriminator's values that select the schema added last. */
  public UnionTable<T> when(String... values) {
    return replacingLast(last().when(Collections.unmodifiableList(Arrays.asList(values.clone()))));
  }

  /** Returns this table for objects of the schema added last that have only declared members. */
  public UnionTable<T> closed() {
    return replacingLast(last().closed());
  }

  private UnionBranch<T, ?> last() {
    return branches.get(branches.size() - 1);
  }

  private UnionTable<T> replacingLast(UnionBranch<T, ?> branch) {
    List<UnionBranch<T, ?>> changed = new ArrayList<>(branches);
    changed.set(changed.size() - 1, branch);
    return with(changed);
  }

  private UnionTable<T> with(List<UnionBranch<T, ?>> changed) {
    return new UnionTable<>(schemaName, schemaPath, exclusive, changed, discriminator, unknown);
  }

  String schemaName() {
    return schemaName;
  }

  String schemaPath() {
    return schemaPath;
  }

  boolean isExclusive() {
    return exclusive;
  }

  List<UnionBranch<T, ?>> branches() {
    return branches;
  }

  UnionBranch<T, ?> branch(Union value) {
    return branches.get(value.branch());
  }

  @Nullable String discriminator() {
    return discriminator;
  }

  /** Returns the schema that a value of the discriminator selects, or null. */
  @Nullable UnionBranch<T, ?> selected(String value) {
    return byValue.get(value);
  }

  /** Returns the values of the discriminator in the order of the schemas. */
  List<String> discriminatorValues() {
    return branches.stream()
        .flatMap(branch -> branch.values().stream())
        .distinct()
        .collect(Collectors.toList());
  }

  List<String> names() {
    return branches.stream().map(UnionBranch::name).collect(Collectors.toList());
  }

  boolean keepsUnknown() {
    return unknown != null;
  }

  /** Returns a value that matches no schema, or null if there is no class for it. */
  @Nullable T unknown(Object value) {
    return unknown == null ? null : unknown.apply(value);
  }
}
