package io.customersession.contract.stub.entity;

import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the default handler of an operation does. Immutable; built by generated code. */
public final class EntityOperation {
  private final Operation operation;
  private final EntityAction action;
  private final String entity;
  private final String reason;
  private final @Nullable String idParameter;
  private final List<String> parents;
  private final List<String> filters;
  private final boolean createsIfAbsent;
  private final @Nullable String to;
  private final @Nullable String request;
  private final @Nullable String response;
  private final @Nullable List<String> shown;
  private final Map<String, Object> fill;
  private final Map<String, Object> entityFill;
  private final Map<Integer, JsonCodec<?>> errors;

  private EntityOperation(Builder builder) {
    operation = builder.operation;
    action = builder.action;
    entity = builder.entity;
    reason = builder.reason;
    idParameter = builder.idParameter;
    parents = builder.parents;
    filters = builder.filters;
    createsIfAbsent = builder.createsIfAbsent;
    to = builder.to;
    request = builder.request;
    response = builder.response;
    shown = builder.shown;
    fill = builder.fill;
    entityFill = builder.entityFill;
    errors = Map.copyOf(builder.errors);
  }

  /** Returns a builder for an operation that does something with an entity. */
  public static Builder builder(Operation operation, EntityAction action, String entity) {
    return new Builder(operation, action, entity);
  }

  /**
   * Returns a builder for an operation without a default handler.
   *
   * @param reason why it has none
   */
  public static Builder none(Operation operation, String reason) {
    Builder builder = new Builder(operation, EntityAction.NONE, "");
    builder.reason = reason;
    return builder;
  }

  Operation operation() {
    return operation;
  }

  EntityAction action() {
    return action;
  }

  String entity() {
    return entity;
  }

  String reason() {
    return reason;
  }

  @Nullable String idParameter() {
    return idParameter;
  }

  List<String> parents() {
    return parents;
  }

  List<String> filters() {
    return filters;
  }

  boolean createsIfAbsent() {
    return createsIfAbsent;
  }

  @Nullable String to() {
    return to;
  }

  @Nullable String request() {
    return request;
  }

  @Nullable String response() {
    return response;
  }

  /** Returns the properties of an entity in the response, or null if it shows all. */
  @Nullable List<String> shown() {
    return shown;
  }

  Map<String, Object> fill() {
    return fill;
  }

  Map<String, Object> entityFill() {
    return entityFill;
  }

  /** Returns the codec of an error response with a status, or null if none is declared. */
  @Nullable JsonCodec<?> error(int status) {
    JsonCodec<?> codec = errors.get(status);
    return codec == null ? errors.get(0) : codec;
  }

  /** Collects what the document declares for an operation. */
  public static final class Builder {
    private final Operation operation;
    private final EntityAction action;
    private final String entity;
    private String reason = "";
    private @Nullable String idParameter;
    private List<String> parents = List.of();
    private List<String> filters = List.of();
    private boolean createsIfAbsent;
    private @Nullable String to;
    private @Nullable String request;
    private @Nullable String response;
    private @Nullable List<String> shown;
    private Map<String, Object> fill = Map.of();
    private Map<String, Object> entityFill = Map.of();
    private final Map<Integer, JsonCodec<?>> errors = new LinkedHashMap<>();

    private Builder(Operation operation, EntityAction action, String entity) {
      this.operation = Objects.requireNonNull(operation, "operation");
      this.action = Objects.requireNonNull(action, "action");
      this.entity = Objects.requireNonNull(entity, "entity");
    }

    /** Sets the path parameter with the entity's id. Default: none. */
    public Builder id(String parameter) {
      idParameter = parameter;
      return this;
    }

    /** Sets the path parameters that name what the entity belongs to. Default: none. */
    public Builder parents(String... parameters) {
      parents = List.of(parameters);
      return this;
    }

    /** Sets the query parameters that select by the property of the same name. Default: none. */
    public Builder filters(String... parameters) {
      filters = List.of(parameters);
      return this;
    }

    /** Lets a replacement of an entity that is not there create it. Default: 404. */
    public Builder createsIfAbsent() {
      createsIfAbsent = true;
      return this;
    }

    /**
     * Sets the state to enter. Default: the one that the state machine allows; for a creation, the
     * one that is sent, or else the first.
     */
    public Builder to(String state) {
      to = state;
      return this;
    }

    /**
     * Sets the place of the entity in the request. Default: the request has none.
     *
     * @param pointer a JSON pointer; empty for the whole body
     */
    public Builder request(String pointer) {
      request = pointer;
      return this;
    }

    /**
     * Sets the place of the entity, or of the list, in the response. Default: it has none.
     *
     * @param pointer a JSON pointer; empty for the whole body
     */
    public Builder response(String pointer) {
      response = pointer;
      return this;
    }

    /** Sets the properties of an entity that the response shows. Default: all. */
    public Builder shown(String... properties) {
      shown = List.of(properties);
      return this;
    }

    /**
     * Sets what the response has around the entity.
     *
     * @param json a JSON object
     */
    public Builder fill(String json) {
      fill = JsonTrees.parse(json);
      return this;
    }

    /**
     * Sets what an entity in the response has if it lacks it.
     *
     * @param json a JSON object
     */
    public Builder entityFill(String json) {
      entityFill = JsonTrees.parse(json);
      return this;
    }

    /**
     * Sets the codec of an error response.
     *
     * @param status the HTTP status, or 0 for every status that is not set
     */
    public Builder error(int status, JsonCodec<?> codec) {
      errors.put(status, codec);
      return this;
    }

    /** Builds the definition. */
    public EntityOperation build() {
      return new EntityOperation(this);
    }
  }
}
