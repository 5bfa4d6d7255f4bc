package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a generated union. The discriminator selects the schema of a value; without one, the
 * value is read as each schema that has its JSON type.
 */
public abstract class UnionCodec<T extends Union> extends ModelCodec<T> {
  /** Returns the schemas of the union. Called on use, since schemas may contain each other. */
  protected abstract UnionTable<T> table();

  @Override
  public final String schemaName() {
    return table().schemaName();
  }

  /** Returns nothing: the properties are those of the schema that a value matches. */
  @Override
  public final List<String> propertyNames() {
    return Collections.emptyList();
  }

  /** Returns a property of the object that the value is, or null if the value has none. */
  @Override
  public final @Nullable Object property(T value, String name) {
    return value.branch() < 0 ? null : property(table().branch(value), value, name);
  }

  private static <V> @Nullable Object property(UnionBranch<?, V> branch, Union value, String name) {
    return branch.codec() instanceof ModelCodec
        ? ((ModelCodec<V>) branch.codec()).property(branch.value(value), name)
        : null;
  }

  @Override
  public final @Nullable T read(JsonInput in) {
    return UnionReader.read(table(), in);
  }

  @Override
  public final void write(JsonOutput out, T value) {
    if (value.branch() < 0) {
      out.any(value.value());
    } else {
      write(out, table().branch(value), value);
    }
  }

  private <V> void write(JsonOutput out, UnionBranch<T, V> branch, T value) {
    String discriminator = table().discriminator();
    if (discriminator != null
        && !branch.values().isEmpty()
        && branch.codec() instanceof ModelCodec
        && !(branch.codec() instanceof UnionCodec)
        && property(branch, value, discriminator) == null) {
      out.first(discriminator, branch.values().get(0));
    }
    value.otherMembers().forEach(out::first);
    branch.codec().write(out, branch.value(value));
  }

  @Override
  public final void check(T value, Violations violations) {
    if (value.branch() >= 0) {
      check(table().branch(value), value, violations);
    } else if (!violations.isOfResponse()) {
      UnionReader.refuse(table(), " must match one of these schemas: ", violations);
    }
  }

  private <V> void check(UnionBranch<T, V> branch, T value, Violations violations) {
    String discriminator = table().discriminator();
    Object selector =
        discriminator == null || branch.values().isEmpty()
            ? null
            : property(branch, value, discriminator);
    if (discriminator != null
        && selector != null
        && !branch.values().contains(selector.toString())) {
      violations.enter(discriminator);
      violations.add(
          Rule.ENUM,
          table().schemaPath(),
          violations.subject() + " must be " + UnionReader.quoted(branch.values()),
          branch.values());
      violations.leave();
    }
    branch.codec().check(branch.value(value), violations);
  }
}
