package io.customersession.contract.stub.entity;

import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.state.Transition;
import io.customersession.contract.state.TransitionTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity that default handlers store. Immutable; built by generated code. */
public final class EntityDefinition {
  private final String name;
  private final @Nullable ModelCodec<?> codec;
  private final @Nullable String id;
  private final boolean isNumbered;
  private final ValueForm idForm;
  private final @Nullable String state;
  private final @Nullable TransitionTable<String> transitions;
  private final @Nullable Integer refused;
  private final @Nullable String created;
  private final TimeForm createdForm;
  private final @Nullable String updated;
  private final TimeForm updatedForm;
  private final Set<String> assigned;
  private final Map<String, ValueForm> fromPath;

  private EntityDefinition(Builder builder) {
    name = builder.name;
    codec = builder.codec;
    id = builder.id;
    isNumbered = builder.isNumbered;
    idForm = builder.idForm;
    state = builder.state;
    transitions = builder.transitions;
    refused = builder.refused;
    created = builder.created;
    createdForm = builder.createdForm;
    updated = builder.updated;
    updatedForm = builder.updatedForm;
    assigned = builder.assigned;
    fromPath = Map.copyOf(builder.fromPath);
  }

  /**
   * Returns a builder.
   *
   * @param name the name of the entity's schema
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns the name of the entity's schema. */
  public String name() {
    return name;
  }

  /** Returns the property with the id, or null if only paths have it. */
  public @Nullable String id() {
    return id;
  }

  /** Returns the property with the state, or null if the entity has none. */
  public @Nullable String state() {
    return state;
  }

  boolean isNumbered() {
    return isNumbered;
  }

  /** Returns the JSON type of the property with the id. */
  ValueForm idForm() {
    return idForm;
  }

  @Nullable TransitionTable<String> transitions() {
    return transitions;
  }

  /** Returns the status of refused transitions, or null if the document does not declare it. */
  @Nullable Integer refused() {
    return refused;
  }

  @Nullable String created() {
    return created;
  }

  TimeForm createdForm() {
    return createdForm;
  }

  @Nullable String updated() {
    return updated;
  }

  TimeForm updatedForm() {
    return updatedForm;
  }

  /** Returns the properties that requests cannot set. */
  Set<String> assigned() {
    return assigned;
  }

  /** Returns the properties that are path parameters of what the entity belongs to. */
  Map<String, ValueForm> fromPath() {
    return fromPath;
  }

  /** Returns the codec of the entity's class, or null if it has none. */
  @Nullable ModelCodec<?> codec() {
    return codec;
  }

  /** Collects what the document declares for an entity. */
  public static final class Builder {
    private final String name;
    private @Nullable String id;
    private boolean isNumbered;
    private ValueForm idForm = ValueForm.TEXT;
    private @Nullable String state;
    private @Nullable TransitionTable<String> transitions;
    private @Nullable Integer refused;
    private @Nullable String created;
    private TimeForm createdForm = TimeForm.DATE_TIME;
    private @Nullable String updated;
    private TimeForm updatedForm = TimeForm.DATE_TIME;
    private Set<String> assigned = Set.of();
    private @Nullable ModelCodec<?> codec;
    private final Map<String, ValueForm> fromPath = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the property with the id. Default: only paths have it. */
    public Builder id(String property) {
      id = property;
      return this;
    }

    /** Makes the ids that the store chooses numbers. Default: UUIDs. */
    public Builder numbered() {
      return numbered(ValueForm.NUMBER);
    }

    /**
     * Makes the ids that the store chooses numbers. Default: UUIDs.
     *
     * @param form the JSON type in which the property has them
     */
    public Builder numbered(ValueForm form) {
      isNumbered = true;
      idForm = form;
      return this;
    }

    /** Sets the property with the state. Default: none. */
    public Builder state(String property) {
      state = property;
      return this;
    }

    /** Sets the transitions of the states. Default: any transition is allowed. */
    public <S> Builder transitions(List<Transition<S>> table) {
      List<Transition<String>> texts = new ArrayList<>();
      for (Transition<S> each : table) {
        S from = each.from();
        texts.add(
            Transition.of(
                from == null ? null : from.toString(),
                each.to().toString(),
                each.event(),
                each.operationIds().toArray(new String[0])));
      }
      transitions = TransitionTable.of(texts);
      return this;
    }

    /**
     * Sets the HTTP status of refused transitions. Default: 409 or another that the operation
     * declares.
     */
    public Builder refused(int status) {
      refused = status;
      return this;
    }

    /** Sets the property with the time of the creation. Default: none. */
    public Builder created(String property, TimeForm form) {
      created = property;
      createdForm = form;
      return this;
    }

    /** Sets the property with the time of the last change. Default: none. */
    public Builder updated(String property, TimeForm form) {
      updated = property;
      updatedForm = form;
      return this;
    }

    /** Sets the properties that requests cannot set, and replacements keep. Default: none. */
    public Builder assigned(String... properties) {
      assigned = Set.of(properties);
      return this;
    }

    /** Sets the codec of the entity's class, by which filters compare. Default: none. */
    public Builder codec(ModelCodec<?> codec) {
      this.codec = codec;
      return this;
    }

    /** Adds a property that has the value of the path parameter with its name. Default: none. */
    public Builder fromPath(String property, ValueForm form) {
      fromPath.put(property, form);
      return this;
    }

    /** Builds the definition. */
    public EntityDefinition build() {
      return new EntityDefinition(this);
    }
  }
}
